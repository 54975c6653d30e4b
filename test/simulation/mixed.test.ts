import { describe, expect, it } from 'vitest';
import { Random } from '../../src/core/random.js';
import { cut } from '../support/cut.js';
import { GoNode } from '../support/go-node.js';
import { MemoryNetwork } from '../support/memory-network.js';
import type { MemoryNode } from '../support/memory-node.js';
import { replay, seeds } from '../support/seeds.js';

type Kind = 'extended' | 'plain' | 'course' | 'reference';

const NODES = 10;
const ROUNDS = 6;
const CALM = { loss: 0, duplication: 0, delay: { least: 1, most: 5 } };
const STORM = { loss: 0.3, duplication: 0.1, delay: { least: 1, most: 60 } };

/** Which kinds of nodes a network is made of, in turn. */
const MIXTURES: readonly (readonly Kind[])[] = [
  ['extended'],
  ['plain'],
  ['extended', 'plain'],
  ['extended', 'course'],
  ['plain', 'course'],
  ['extended', 'reference'],
  ['extended', 'plain', 'reference'],
  ['extended', 'plain', 'course', 'reference'],
];

interface Member {
  readonly texts: () => readonly string[];
  readonly publish: (text: string) => void;
}

/** `routes`: reference nodes send route rumors. Course nodes keep those as messages, and then refuse the text that takes the id. */
function settle(network: MemoryNetwork, kind: Kind, index: number, routes: boolean): Member {
  const name = `n${index}`;
  const peers = [(index + 1) % NODES, (index * 3 + 1) % NODES].filter((peer) => peer !== index);
  if (kind === 'course' || kind === 'reference') {
    const go = new GoNode(network, { name, index, peers, reference: kind === 'reference', routeEvery: routes ? 3_000 : 0 });
    return { texts: () => go.texts, publish: (text) => go.publish(text) };
  }
  const node: MemoryNode = network.spawn({ name, index, peers, settings: { extensions: kind === 'extended' ? 1 : 0 } });
  return { texts: () => node.texts(), publish: (text) => void node.publish(text) };
}

/** Everybody talks in a storm with a cut in the middle of it; then it is calm. */
function play(seed: number, kinds: readonly Kind[]): { readonly members: readonly Member[]; readonly whole: boolean } {
  const network = new MemoryNetwork(seed, STORM);
  const routes = kinds.includes('reference') && !kinds.includes('course');
  const members = Array.from({ length: NODES }, (_, index) => settle(network, kinds[index % kinds.length] as Kind, index, routes));
  network.run(1_000);
  const sides = new Random(seed).fork('sides');
  const side = new Set(Array.from({ length: NODES }, (_, index) => index).filter(() => sides.chance(0.5)));
  const other = new Set(Array.from({ length: NODES }, (_, index) => index).filter((index) => !side.has(index)));
  let heal = (): void => {};
  for (let round = 0; round < ROUNDS; round++) {
    if (round === 2) heal = network.rules.add(cut(side, other));
    members.forEach((member, index) => member.publish(`${index} ${round}`));
    network.run(1_000);
  }
  heal();
  network.weather = CALM;
  const whole = network.runUntil(() => members.every((member) => member.texts().length >= NODES * ROUNDS), 30_000);
  network.run(2_000);
  return { members, whole };
}

const WANTED = Array.from({ length: NODES }, (_, origin) => Array.from({ length: ROUNDS }, (_each, round) => `${origin} ${round}`));

function byOrigin(texts: readonly string[]): readonly string[][] {
  return WANTED.map((_, origin) => texts.filter((text) => text.startsWith(`${origin} `)));
}

describe.each(MIXTURES.map((kinds) => ({ kinds })))('ten nodes, $kinds', ({ kinds }) => {
  it('hold everything once and in order after loss, duplication, reordering and a cut', () => {
    for (const seed of seeds(20)) {
      const { members, whole } = play(seed, kinds);
      expect(whole, replay(seed)).toBe(true);
      for (const { texts } of members) expect(byOrigin(texts()), replay(seed)).toEqual(WANTED);
    }
  });
});
