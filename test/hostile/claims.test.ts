import { describe, expect, it } from 'vitest';
import { BOUNDS } from '../../src/core/bounds.js';
import { Ability, ALL, LISTED, rumor, type Scope, simple, status, want } from '../../src/core/packet.js';
import type { MemoryNode } from '../support/memory-node.js';
import { datagramsOut } from '../support/ring.js';
import { Village } from './village.js';

const WIRES = [
  { wire: 'plain', extensions: 0, abilities: 0 },
  { wire: 'extended', extensions: 1, abilities: Ability.bundles },
];
const TOP = 2 ** 32 - 1;

describe.each(WIRES)('honest nodes on the $wire wire deliver everything although somebody', ({ extensions, abilities }) => {
  /** How many datagrams each node sends more than it would be allowed for what it was sent. */
  function answers(village: Village, act: () => void): number {
    const before = village.nodes.map(datagramsOut);
    act();
    return Math.max(...village.nodes.map((node, index) => datagramsOut(node) - (before[index] as number)));
  }

  it('says rumors with ids near 2³², of names known, unknown and the own', () => {
    const village = new Village({ extensions });
    village.live(1_000);
    village.livingThrough(500, 5_000, (time) => {
      const id = TOP - (time % 5);
      for (const name of ['nobody', 'n0', 'n1', 'n2', 'n3', 'n4', 'n5']) village.sayToAll(rumor(name, id, 'high'));
    });
    village.live(2_000);
    village.expectWhole();
    for (const { node } of village.nodes) expect(node.nextId('nobody')).toBe(1);
  });

  it.each<{ what: string; scope: Scope }>([
    { what: 'whole', scope: ALL },
    { what: 'a difference', scope: LISTED },
    { what: 'a part', scope: { kind: 'range', after: 'a', upTo: 'z' } },
  ])('claims to hold everything up to 2³², in a Status that is $what', ({ scope }) => {
    const village = new Village({ extensions });
    village.live(1_000);
    const names = ['n0', 'n1', 'n2', 'n3', 'n4', 'n5', 'nobody'];
    const claim = status(
      names.map((name) => want(name, TOP)),
      scope,
      abilities,
    );
    village.livingThrough(2_000, 5_000, () => village.sayToAll(claim));
    village.live(2_000);
    village.expectWhole();
  });

  it('claims a hundred thousand names in Statuses, and sends none of them', () => {
    const village = new Village({ extensions });
    village.livingThrough(100, 5_000, (time) => {
      const claims = Array.from({ length: 1_000 }, (_, index) => want(`claimed ${time * 1_000 + index}`, 2 + index));
      village.sayToAll(status(claims, ALL, abilities));
    });
    village.live(2_000);
    village.expectWhole();
    for (const { node } of village.nodes) expect(node.vector()).toHaveLength(6);
  });

  it('floods them with Statuses that are ahead: each peer draws ten answers a second, no more', () => {
    const village = new Village({ extensions });
    village.live(1_000);
    const ahead = status([want('nobody', 9)], LISTED, abilities);
    const most = answers(village, () => {
      for (let time = 0; time < 5_000; time++) {
        village.sayToAll(ahead);
        village.network.run(1);
      }
    });
    expect(most).toBeLessThan(5 * (10 + 10));
    village.live(1_000);
    village.expectWhole();
  });

  it('floods them with Statuses that lack everything: what is in flight is not sent again for each', () => {
    const village = new Village({ extensions });
    village.live(5_000);
    village.expectWhole();
    const lacks = status([], ALL, abilities);
    const most = answers(village, () => {
      for (let time = 0; time < 2_000; time++) {
        for (let each = 0; each < 10; each++) village.sayToAll(lacks);
        village.network.run(1);
      }
    });
    expect(most).toBeLessThan(2 * 2_000);
    village.live(1_000);
    village.expectWhole();
  });

  it('sends bundles of one rumor a thousand times over', () => {
    const village = new Village({ extensions });
    village.live(1_000);
    const again = rumor('nobody', 1, 'again');
    village.livingThrough(100, 1_000, () => village.sayToAll({ kind: 'bundle', rumors: Array.from({ length: 1_000 }, () => again) }));
    village.live(1_000);
    village.expectWhole();
    for (const node of village.nodes) expect(node.texts().filter((text) => text === 'again')).toHaveLength(1);
  });

  it('speaks in their own name, ahead of them: they go on above, and say nothing twice', () => {
    const village = new Village({ extensions });
    village.live(1_000);
    for (const node of village.nodes) {
      const next = node.node.nextId(node.node.name);
      for (let ahead = 0; ahead < 5; ahead++) village.sayToAll(rumor(node.node.name, next + ahead, `forged ${node.node.name} ${ahead}`));
    }
    village.live(5_000);
    village.expectWhole();
  });

  it('speaks in their own name under ids that they have used: the first text stays, each collision is told and counted', () => {
    const village = new Village({ extensions });
    village.live(3_000);
    village.expectWhole();
    const [node] = village.nodes as [MemoryNode];
    const collisions = village.watch(node, 'collision');
    for (let id = 1; id <= 5; id++) village.say(rumor('n0', id, 'forged'), node);
    village.live(1_000);
    village.expectWhole();
    expect(collisions).toHaveLength(5);
    expect(node.counters.drops.collision).toBe(5);
  });

  it('sends them simple messages, which are none of their mode', () => {
    const village = new Village({ extensions });
    village.livingThrough(100, 1_000, (time) => village.sayToAll(simple('nobody', '10.9.9.9:1', `simple ${time}`)));
    village.live(100);
    village.expectWhole();
    for (const { counters, node } of village.nodes) {
      expect(counters.drops['not-in-mode']).toBe(100);
      expect(node.vector()).toHaveLength(6);
    }
  });

  it('sends from their own addresses', () => {
    const village = new Village({ extensions });
    for (const node of village.nodes) {
      for (let id = 1; id <= 10; id++) village.say(rumor('nobody', id, 'from yourself'), node, node.address.index);
      village.say(status([want('nobody', 20)]), node, node.address.index);
    }
    village.live(2_000);
    village.expectWhole();
    for (const { counters, node, address } of village.nodes) {
      expect(counters.drops['own-address']).toBe(11);
      expect(node.neighbours).not.toContain(address);
    }
  });

  it('bears strange names and texts as large as a datagram: they are carried or dropped, and bounded', () => {
    const village = new Village({ extensions });
    const long = 'x'.repeat(60_000);
    const names = ['\0', '\n', ' ', '__proto__', 'constructor', '\ud800', 'é'.repeat(127), 'é'.repeat(128), 'n'.repeat(256), ''];
    village.livingThrough(10, 2_000, (time) => {
      for (const name of names) village.sayToAll(rumor(name, time + 1, `${name.slice(0, 3)} ${time}`));
      village.sayToAll(rumor('large', time + 1, long));
    });
    village.live(2_000);
    village.expectWhole();
    for (const { counters, node } of village.nodes) {
      expect(counters.drops['bad-name']).toBe(30);
      expect(node.nextId('__proto__')).toBe(11);
      expect(node.nextId('large')).toBe(11);
      expect(node.nextId('n'.repeat(256))).toBe(1);
    }
  });

  it('fills what is held out of order, with texts as large as a datagram', () => {
    const village = new Village({ extensions, size: 3 });
    const long = 'x'.repeat(60_000);
    village.livingThrough(1_000, 2_000, (time) => village.sayToAll(rumor(`gap ${time % 10}`, 2 + time, long)));
    village.live(2_000);
    village.expectWhole();
    for (const { node } of village.nodes) expect(node.vector()).toHaveLength(3);
  });
});

describe('a node of simple mode', () => {
  it('takes nothing from gossip', () => {
    const village = new Village({ size: 2 });
    const node = village.network.spawn({ name: 'plain', index: 10, peers: [0], simple: true });
    village.say(rumor('nobody', 1, 'x'), node);
    village.say(status([want('nobody', 9)]), node);
    const before = datagramsOut(node);
    village.live(2_000);
    expect(node.counters.drops['not-in-mode']).toBeGreaterThanOrEqual(2);
    expect(node.texts()).toEqual([]);
    expect(datagramsOut(node)).toBe(before);
    expect(BOUNDS.lastId).toBe(TOP - 1);
  });
});
