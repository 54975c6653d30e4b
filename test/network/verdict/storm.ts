import { Random } from '../../../src/core/random.js';
import { cut } from '../../support/cut.js';
import type { Judge } from '../../../src/network/verdict/judge.js';
import { GoNode } from '../../support/go-node.js';
import { MemoryNetwork } from '../../support/memory-network.js';
import type { MemoryNode } from '../../support/memory-node.js';
import { judged } from './judged.js';

type Kind = 'extended' | 'plain' | 'course' | 'reference';
const KINDS: readonly Kind[] = ['extended', 'plain', 'course', 'reference'];

interface Member {
  readonly kind: Kind;
  readonly peers: readonly number[];
  readonly publish: (text: string) => void;
  /** One of this program's. */
  node: MemoryNode | undefined;
}

/** Virtual ms. */
const LENGTH = 40_000;

/**
 * A network of correct nodes of all families of which everything is drawn from the seed: graph, weather, bursts of texts, private messages,
 * searches, partitions, and nodes that begin anew. Whoever is accused in it is accused wrongly.
 */
export function judgedStorm(seed: number): Judge {
  const random = new Random(seed).fork('judged storm');
  const most = random.below(2) === 0 ? 5 : 150;
  const weather = { loss: random.below(5) / 10, duplication: random.below(2) / 10, delay: { least: 1, most } };
  const network = new MemoryNetwork(seed, weather);
  const size = 3 + random.below(6);
  const judge = judged(network, (node) => `n${node}`);
  const kinds = KINDS.filter(() => random.below(2) === 0);
  const members = Array.from({ length: size }, (_, index) =>
    settle(network, random, index, size, kinds[index % Math.max(1, kinds.length)]),
  );
  for (const [index, { peers }] of members.entries()) for (const peer of peers) judge.link(0, index, peer, true);
  while (network.now < LENGTH) {
    network.run(random.below(4_000));
    act(network, random, members, judge);
  }
  network.weather = { loss: 0, duplication: 0, delay: { least: 1, most: 5 } };
  network.run(20_000);
  return judge;
}

function settle(network: MemoryNetwork, random: Random, index: number, size: number, kind: Kind = 'extended'): Member {
  const peers = [(index + 1) % size, random.below(size)].filter((peer) => peer !== index);
  const name = `n${index}`;
  if (kind === 'course' || kind === 'reference') {
    const go = new GoNode(network, { name, index, peers, reference: kind === 'reference', routeEvery: kind === 'reference' ? 3_000 : 0 });
    return { kind, peers, node: undefined, publish: (text) => go.publish(text) };
  }
  const member: Member = {
    kind,
    peers,
    node: born(network, random, index, kind, peers),
    publish: (text) => void member.node?.publish(text),
  };
  return member;
}

function born(network: MemoryNetwork, random: Random, index: number, kind: Kind, peers: readonly number[]): MemoryNode {
  const routeRumors = random.below(2) * 5_000;
  return network.spawn({ name: `n${index}`, index, peers, settings: { extensions: kind === 'extended' ? 1 : 0, routeRumors } });
}

function act(network: MemoryNetwork, random: Random, members: readonly Member[], judge: Judge): void {
  const index = random.below(members.length);
  const member = members[index] as Member;
  const draw = random.below(10);
  if (draw < 5) for (let text = random.below(10) === 0 ? 40 : 3; text > 0; text--) member.publish(`${network.now} ${text}`);
  else if (draw < 6) part(network, random, members.length);
  else if (draw < 8) errand(network, random, members, member);
  else if (draw < 9) rebirth(network, random, index, member, judge);
}

function part(network: MemoryNetwork, random: Random, size: number): void {
  const sides = [new Set<number>(), new Set<number>()] as const;
  for (let node = 0; node < size; node++) sides[random.below(2) as 0 | 1].add(node);
  const heal = network.rules.add(cut(...sides));
  network.agenda.put(network.now + random.below(8_000), heal);
}

function errand(network: MemoryNetwork, random: Random, members: readonly Member[], member: Member): void {
  const to = `n${random.below(members.length)}`;
  try {
    if (random.below(2) === 0) member.node?.command((node) => node.services.sendPrivate(`psst ${network.now}`, to));
    else member.node?.command((node) => node.services.searches.start(['a'], random.below(2) * 8));
  } catch {
    // There is no route yet.
  }
}

function rebirth(network: MemoryNetwork, random: Random, index: number, member: Member, judge: Judge): void {
  if (member.node === undefined) return;
  member.node.stop();
  judge.node(network.now, index, 'crashed');
  network.run(random.below(3_000));
  judge.node(network.now, index, 'reborn');
  member.node = born(network, random, index, member.kind, member.peers);
}
