import { describe, expect, test } from 'vitest';
import { type Packet, rumor, type Rumor, status, want } from '../../src/core/packet.js';
import { encode } from '../../src/wire/codec.js';
import { GoNode } from '../support/go-node.js';
import { MemoryNetwork } from '../support/memory-network.js';
import { type Flaw, flawed } from '../network/verdict/faulty.js';
import { inLines, judged } from '../network/verdict/judged.js';

const SIZE = 5;
const ILL = 1;
const NAME = `n${ILL}`;

interface Play {
  readonly network: MemoryNetwork;
  /** Of the flawed node: whether a rumor came from there within so many ms. */
  readonly lastRumor: Map<number, number>;
}

const isRumorOf = (packet: Packet, own: boolean): packet is Rumor => packet.kind === 'rumor' && (packet.origin === NAME) === own;
const fields = (packet: Packet) => (packet.kind === 'status' ? packet.want : []);

/** As its node sends one Status for each that comes: none of them makes progress. */
function answersEvery({ network }: Play): Flaw {
  return {
    overlooks: (packet, from) => {
      if (packet.kind === 'status') network.send(encode(status(packet.want), 'course'), network.peer(ILL), from);
      return false;
    },
  };
}

function inAnotherOrder({ origin, id, text }: Rumor): Uint8Array {
  const [name, words] = [new TextEncoder().encode(origin), new TextEncoder().encode(text)];
  const fields = [26, words.length, ...words, 16, id, 10, name.length, ...name];
  return Uint8Array.of(18, fields.length, ...fields);
}

/** By the sentence that each breaks. */
const FLAWS: readonly (readonly [sentence: string, flaw: string, make: (play: Play) => Flaw])[] = [
  [
    'W2',
    'sends two messages in one datagram',
    () => ({ sends: (packet) => (packet.kind === 'status' ? [Uint8Array.of(26, 0, 26, 0)] : [packet]) }),
  ],
  [
    'W12',
    'sends datagrams that end too early',
    () => ({ sends: (packet) => (packet.kind === 'status' ? [Uint8Array.of(26, 9)] : [packet]) }),
  ],
  [
    'G1',
    'begins with id 2',
    () => ({
      sends: (packet) => [
        isRumorOf(packet, true)
          ? rumor(packet.origin, packet.id + 1, packet.text)
          : packet.kind === 'status'
            ? status(fields(packet).map(({ identifier, nextId }) => want(identifier, identifier === NAME ? nextId + 1 : nextId)))
            : packet,
      ],
    }),
  ],
  [
    'G1',
    'begins with id 0',
    () => ({ sends: (packet) => [isRumorOf(packet, true) ? rumor(packet.origin, packet.id - 1, packet.text) : packet] }),
  ],
  [
    'G2',
    'says that it holds one more than it does',
    () => ({
      sends: (packet) => [
        packet.kind === 'status' ? status(fields(packet).map(({ identifier, nextId }) => want(identifier, nextId + 1))) : packet,
      ],
    }),
  ],
  [
    'G3',
    'never stores what others say',
    () => ({
      sends: (packet) => {
        if (packet.kind === 'status') return [status(fields(packet).filter(({ identifier }) => identifier === NAME))];
        return isRumorOf(packet, false) ? [] : [packet];
      },
    }),
  ],
  ['G3', 'passes nothing on', () => ({ sends: (packet) => (isRumorOf(packet, false) ? [] : [packet]) })],
  [
    'G5',
    'acknowledges nothing',
    ({ network, lastRumor }) => ({
      sends: (packet, to) => (packet.kind === 'status' && network.now - (lastRumor.get(to.index) ?? -1_000) < 100 ? [] : [packet]),
      overlooks: (packet, from) => {
        if (packet.kind === 'rumor') lastRumor.set(from.index, network.now);
        return false;
      },
    }),
  ],
  [
    'G10',
    'keeps its own rumors from the fourth on to itself',
    () => ({ sends: (packet) => (isRumorOf(packet, true) && packet.id > 3 ? [] : [packet]) }),
  ],
  [
    'I6',
    'changes the texts of others',
    () => ({ sends: (packet) => [isRumorOf(packet, false) ? rumor(packet.origin, packet.id, `${packet.text}!`) : packet] }),
  ],
  [
    'R6',
    'sends rumors of others that never came to it',
    () => ({ sends: (packet) => (isRumorOf(packet, true) ? [packet, rumor('n3', 50 + packet.id, 'invented')] : [packet]) }),
  ],
  [
    'A1',
    'has no anti-entropy',
    ({ network, lastRumor }) => ({
      sends: (packet, to) => (packet.kind === 'status' && network.now - (lastRumor.get(to.index) ?? -1_000) > 100 ? [] : [packet]),
      overlooks: (packet, from) => {
        if (packet.kind === 'rumor') lastRumor.set(from.index, network.now);
        return false;
      },
    }),
  ],
  [
    'G3',
    'sends what is new back to where it came from',
    ({ lastRumor, network }) => ({
      sends: (packet, to) => (isRumorOf(packet, false) && lastRumor.get(to.index) !== network.now ? [] : [packet]),
      overlooks: (packet, from) => {
        if (packet.kind === 'rumor') lastRumor.set(from.index, network.now);
        return false;
      },
    }),
  ],
  ['G14', 'answers every Status', answersEvery],
  [
    'W5',
    'writes the text of a rumor before its id',
    () => ({ sends: (packet) => [packet.kind === 'rumor' && packet.text.length < 20 ? inAnotherOrder(packet) : packet] }),
  ],
];

function play(make: ((play: Play) => Flaw) | undefined, rounds: number) {
  const network = new MemoryNetwork(1, { loss: 0.1 });
  const judge = judged(network, (node) => `n${node}`);
  if (make !== undefined) flawed(network, ILL, make({ network, lastRumor: new Map() }));
  const ring = (index: number) => [(index + 1) % SIZE, (index + SIZE - 1) % SIZE];
  const nodes = Array.from({ length: SIZE }, (_, index) => {
    const options = { name: `n${index}`, index, peers: ring(index) };
    return index === ILL ? new GoNode(network, options) : network.spawn(options);
  });
  for (let index = 0; index < SIZE; index++) judge.link(0, index, (index + 1) % SIZE, true);
  for (let round = 0; round < rounds; round++) {
    nodes[round % SIZE]?.publish(`round ${round}`);
    network.run(500);
  }
  network.run(12_000);
  return judge.court;
}

describe('a node that breaks a sentence is convicted of it, and nobody else of anything', () => {
  test.each(FLAWS)('%s: it %s', (sentence, _flaw, make) => {
    // Ids that nobody stores make a storm of the Go form: there less is enough.
    const { findings } = play(make, sentence === 'G1' ? 24 : 40);
    expect(
      findings.map((finding) => finding.sentence),
      inLines(findings).join('\n'),
    ).toContain(sentence);
    expect(
      findings.filter(({ node }) => node !== ILL),
      inLines(findings).join('\n'),
    ).toEqual([]);
    const found = findings.find((finding) => finding.sentence === sentence);
    expect(found?.exhibits.length).toBeGreaterThan(0);
  });

  test('the same node without a flaw is convicted of nothing', () => {
    const { findings, judged: seen } = play(undefined, 40);
    expect(inLines(findings)).toEqual([]);
    expect(seen.map(([sentence]) => sentence)).toEqual(expect.arrayContaining(['G1', 'G2', 'G3', 'G5', 'G10', 'R6', 'I6', 'A1']));
  });
});
