import { describe, expect, test } from 'vitest';
import { privateMessage, rumor, searchReply, searchResult, simple, status } from '../../../src/core/packet.js';
import { Chronicle } from '../../../src/network/sight/chronicle.js';
import { NodeRecord } from '../../../src/network/sight/node-record.js';

const ANN = 0;
const BOB = 1;
const TO_ANN = { host: '127.0.0.1', port: 1_000 };
const TO_BOB = { host: '127.0.0.1', port: 1_001 };

/** ann and bob, of whom bob is written about. */
function setUp(isSimple = false): { chronicle: Chronicle; bob: NodeRecord } {
  const addressOf = (of: number) => (of === ANN ? TO_ANN : TO_BOB);
  const chronicle = new Chronicle({ names: ['ann', 'bob'], addressOf });
  const bob = new NodeRecord(isSimple, [TO_ANN]);
  chronicle.open(BOB, bob);
  return { chronicle, bob };
}

const toBob = { at: 5, from: ANN, to: BOB, bytes: new Uint8Array(9) };
const fromBob = { at: 7, from: BOB, to: ANN, bytes: new Uint8Array(4) };

describe('what is written down of a node that tells nothing of itself', () => {
  test('a rumor is in its log with text and neighbour once it is known to be accepted, and shows the way', () => {
    const { chronicle, bob } = setUp();
    chronicle.arrived(rumor('ann', 1, 'hello'), toBob);
    expect(bob.log.end).toBe(0);
    chronicle.accepted(6, BOB, 'ann', 1, ANN);
    expect(bob.log.at(0)).toMatchObject({ kind: 'rumor', origin: 'ann', id: 1, text: 'hello', relay: TO_ANN, at: 6 });
    expect(bob.routeList()).toEqual([{ destination: 'ann', nextHop: TO_ANN, id: 1 }]);
  });

  test('a rumor of its own has no neighbour', () => {
    const { chronicle, bob } = setUp();
    chronicle.left(rumor('bob', 1, 'mine'), fromBob);
    chronicle.accepted(7, BOB, 'bob', 1, -1);
    expect(bob.log.at(0)).toMatchObject({ text: 'mine', relay: undefined });
    expect(bob.routeList()).toEqual([]);
  });

  test('private messages for it and by it are in its log, and none that passes', () => {
    const { chronicle, bob } = setUp();
    chronicle.arrived(privateMessage('ann', 0, 'psst', 'bob', 9), toBob);
    chronicle.arrived(privateMessage('ann', 0, 'not for bob', 'eve', 9), toBob);
    chronicle.left(privateMessage('bob', 0, 'well?', 'ann', 9), fromBob);
    expect([0, 1].map((at) => bob.log.at(at).text)).toEqual(['psst', 'well?']);
    expect(bob.log.end).toBe(2);
  });

  test('a SimpleMessage counts in simple mode, unless it is its own that comes back', () => {
    for (const isSimple of [true, false]) {
      const { chronicle, bob } = setUp(isSimple);
      chronicle.arrived(simple('ann', '', 'hello'), toBob);
      chronicle.arrived(simple('bob', '', 'again'), toBob);
      expect(bob.log.end).toBe(isSimple ? 1 : 0);
    }
  });

  test('its peers are those that it began with and has heard, until it prints them itself', () => {
    const { chronicle, bob } = setUp();
    expect(bob.peers()).toEqual([{ peer: TO_ANN, configured: true, heardAt: undefined }]);
    chronicle.arrived(status([]), toBob);
    expect(bob.peers()).toEqual([{ peer: TO_ANN, configured: true, heardAt: 5 }]);
    const eve = { host: '127.0.0.1', port: 9 };
    bob.printed([{ ...TO_ANN }, eve]);
    expect(bob.peers()).toEqual([
      { peer: TO_ANN, configured: true, heardAt: 5 },
      { peer: eve, configured: false, heardAt: undefined },
    ]);
  });

  test('how many chunks a file has is known by the answers to its searches', () => {
    const { chronicle, bob } = setUp();
    const hash = new Uint8Array(32).fill(0xab);
    chronicle.arrived(searchReply('ann', 'bob', 9, [searchResult('a.txt', hash, [1], 3)]), toBob);
    chronicle.arrived(searchReply('ann', 'eve', 9, [searchResult('b.txt', new Uint8Array(32), [1], 5)]), toBob);
    expect([bob.chunkCount('ab'.repeat(32)), bob.chunkCount('00'.repeat(32))]).toEqual([3, 0]);
  });

  test('what it sends and gets is counted, and whoever waits is woken', () => {
    const { chronicle, bob } = setUp();
    let woken = 0;
    const stop = bob.onChange(() => woken++);
    chronicle.arrived(status([]), toBob);
    chronicle.left(status([]), fromBob);
    chronicle.unreadableArrived('malformed', toBob);
    expect(bob.counters.byKind.status).toEqual({ packetsIn: 1, bytesIn: 9, packetsOut: 1, bytesOut: 4 });
    expect(bob.counters.drops.malformed).toBe(1);
    expect(woken).toBe(2);
    stop();
    chronicle.left(status([]), fromBob);
    expect(woken).toBe(2);
  });
});
