import { describe, expect, it } from 'vitest';
import type { Peer } from '../../src/core/context.js';
import { faultOf } from '../../src/core/validity.js';
import { Random } from '../../src/core/random.js';
import { settings } from '../../src/core/settings.js';
import { type Bundle, decode, encode } from '../../src/wire/codec.js';
import { type Packet, privateMessage } from '../../src/core/packet.js';
import { PacketCounters } from '../../src/wire/counters.js';
import { Endpoint } from '../../src/wire/endpoint.js';
import { toHex } from '../wire/support/hex.js';
import { mutate } from '../wire/support/mutate.js';
import { datagrams } from '../wire/support/vectors.js';

const COUNT = 100_000;
const SEED = Number(process.env['SEED'] ?? 2_026);

/** What a datagram may change by right, judged without the endpoint. */
type Right = 'nothing' | 'peers' | 'peers and rumors' | 'peers and log';

const NAME = 'A';

function rightOf(packet: Packet | Bundle | string): Right {
  if (typeof packet === 'string') return 'nothing';
  if (packet.kind === 'bundle') return packet.rumors.some((rumor) => faultOf(rumor) === undefined) ? 'peers and rumors' : 'nothing';
  if (faultOf(packet) !== undefined) return 'nothing';
  if (packet.kind === 'private' && packet.destination === NAME) return 'peers and log';
  return packet.kind === 'rumor' ? 'peers and rumors' : 'peers';
}

/** A node that holds a little, and is shown datagrams from ever new addresses. */
class Target {
  readonly counters = new PacketCounters();
  readonly tally: Record<Right, number> = { nothing: 0, peers: 0, 'peers and rumors': 0, 'peers and log': 0 };
  private sent = 0;
  private sources = 0;
  private readonly endpoint: Endpoint;

  constructor() {
    this.endpoint = new Endpoint({
      name: NAME,
      settings: settings({ antiEntropy: 0, settleTime: 0 }),
      random: new Random(SEED),
      simple: false,
      address: '10.0.0.1:5000',
      peers: [],
      isSelf: () => false,
      now: 0,
      counters: this.counters,
      wants: () => true,
      emit: () => {},
      host: { send: () => void this.sent++, wakeAt: () => {} },
    });
    for (const text of ['one', 'two', 'three']) this.endpoint.act(0, (node) => node.publish(text));
  }

  /** Fails with the datagram if it changes more than is right. */
  show(bytes: Uint8Array): void {
    const packet = decode(bytes, 'course');
    const right = rightOf(packet);
    const isEmpty = typeof packet !== 'string' && packet.kind === 'bundle' && packet.rumors.length === 0;
    const copy = bytes.slice();
    const before = this.state();
    const from: Peer = { host: '10.0.0.2', port: ++this.sources };
    this.endpoint.onDatagram(bytes, from, 0);
    this.endpoint.flush();
    const after = this.state();
    const wrong =
      this.findWrong(right, before, after, from, isEmpty) ?? (toHex(bytes) === toHex(copy) ? undefined : 'the datagram itself changed');
    if (wrong !== undefined) throw new Error(`${wrong}, by right ${right}: ${toHex(copy)} (SEED=${SEED})`);
    this.tally[right]++;
    this.endpoint.act(0, (node) => node.removePeer(from));
  }

  private findWrong(right: Right, before: State, after: State, from: Peer, isEmpty: boolean): string | undefined {
    const { node } = this.endpoint;
    if (node.neighbours.indexOf(from) >= 0 !== (right !== 'nothing')) return 'the peers are wrong';
    if (right === 'nothing' && after.sent !== before.sent) return 'it was answered';
    if (right === 'nothing' && after.dropped === before.dropped && !isEmpty) return 'it was not counted';
    if (right !== 'peers and rumors' && after.vector !== before.vector) return 'the vector changed';
    if (right !== 'peers and rumors' && right !== 'peers and log' && after.log !== before.log) return 'the log changed';
    return undefined;
  }

  private state(): State {
    const { node } = this.endpoint;
    const dropped = Object.values(this.counters.drops).reduce((sum, count) => sum + count, 0);
    return { vector: node.vectorVersion, log: node.log.end, sent: this.sent, dropped };
  }

  /** The first texts are as they were, whatever came. */
  get ownTexts(): readonly string[] {
    return [0, 1, 2].map((position) => this.endpoint.node.log.at(position).text);
  }
}

interface State {
  readonly vector: number;
  readonly log: number;
  readonly sent: number;
  readonly dropped: number;
}

describe(`${COUNT.toLocaleString('en')} datagrams that nobody should send`, () => {
  it('change nothing when they are noise', () => {
    const random = new Random(SEED);
    const target = new Target();
    for (let i = 0; i < COUNT; i++) target.show(Uint8Array.from({ length: random.below(80) }, () => random.below(256)));
    expect(target.tally.nothing).toBeGreaterThan(COUNT * 0.9);
    expect(target.ownTexts).toEqual(['one', 'two', 'three']);
  });

  it('change what a valid packet of their kind may change, and nothing else, when they are packets with faults', () => {
    const random = new Random(SEED).fork('mutations');
    const target = new Target();
    // The vectors have a private message too, but for somebody else.
    const valid = [...datagrams, encode(privateMessage('Ann', 0, 'for you', NAME, 10), 'course')];
    for (let i = 0; i < COUNT; i++) target.show(mutate(valid[random.below(valid.length)] as Uint8Array, random));
    const { 'peers and log': addressed, ...often } = target.tally;
    expect(addressed).toBeGreaterThan(100);
    for (const count of Object.values(often)) expect(count).toBeGreaterThan(COUNT / 100);
    expect(target.ownTexts).toEqual(['one', 'two', 'three']);
  });

  it('are dropped unread when they are larger than any datagram', () => {
    const target = new Target();
    target.show(new Uint8Array(65_508).fill(0x0a));
    expect(target.counters.drops.oversize).toBe(1);
  });
});
