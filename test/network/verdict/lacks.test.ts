import { describe, expect, test } from 'vitest';
import { type Packet, rumor, status } from '../../../src/core/packet.js';
import { settings } from '../../../src/core/settings.js';
import { Judge } from '../../../src/network/verdict/judge.js';
import { encode } from '../../../src/wire/codec.js';

const NODE = 0;
const NEIGHBOUR = 1;

/** The sentences that a node is accused of that holds a rumor of n2 and was asked for it at these ms, and sent it to the neighbour once at 0. */
function accusedOf(asked: readonly number[]): readonly string[] {
  const judge = new Judge({ mongers: true, nameOf: (node) => `n${node}`, termsOf: () => ({ ...settings({}), gossips: true }) });
  const seen = (packet: Packet, from: number, to: number, at: number) =>
    [packet, { at, from, to, bytes: encode(packet, 'course') }] as const;
  for (const node of [NODE, NEIGHBOUR, 2]) judge.node(-10_000, node, 'added');
  judge.link(-10_000, NODE, NEIGHBOUR, true);
  judge.link(-10_000, NODE, 2, true);
  judge.arrived(...seen(rumor('n2', 1, 'text'), 2, NODE, -50), false);
  judge.left(...seen(status([{ identifier: 'n2', nextId: 2 }]), NODE, 2, -50));
  judge.left(...seen(rumor('n2', 1, 'text'), NODE, NEIGHBOUR, 0));
  for (const at of asked) judge.arrived(...seen(status([{ identifier: 'n2', nextId: 1 }]), NEIGHBOUR, NODE, at), false);
  return judge.court.findings.map(({ sentence }) => sentence).filter((sentence) => sentence === 'G10');
}

describe('a neighbour that asks again and again for what it lacks', () => {
  test('in a bunch while the answer is on its way, and once more later: nobody is to blame yet', () => {
    expect(accusedOf([10, 20, 30, 40, 50, 3_100])).toEqual([]);
  });

  test('for ten seconds in vain: the node is to blame', () => {
    expect(accusedOf([10, 1_600, 3_200, 4_800, 6_400, 8_000])).toEqual(['G10']);
  });
});
