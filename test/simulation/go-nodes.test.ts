import { describe, expect, it } from 'vitest';
import { rumor } from '../../src/core/packet.js';
import { GoNode } from '../support/go-node.js';
import { MemoryNetwork } from '../support/memory-network.js';
import type { MemoryNode } from '../support/memory-node.js';
import { datagramsOut } from '../support/ring.js';

const ORIGINS = 5_000;
const EXTENSIONS = [{ extensions: 0 }, { extensions: 1 }];

/** A rumor each of many origins, whose vector just fits a datagram: a Go node can tell no larger one. */
const inheritance = Array.from({ length: ORIGINS }, (_, index) => rumor(`n${index}`, 1, `text ${index}`));

describe('five thousand origins', () => {
  function meet(network: MemoryNetwork, whoKnows: 'ours' | 'go', extensions: number): { readonly ours: MemoryNode; readonly go: GoNode } {
    const ours = network.spawn({ name: 'ours', index: 0, peers: whoKnows === 'ours' ? [] : [1], settings: { extensions } });
    const go = new GoNode(network, { name: 'go', index: 1, peers: whoKnows === 'ours' ? [0] : [] });
    return { ours, go };
  }

  it('go from a course node to a node of ours, and then there is quiet', { timeout: 120_000 }, () => {
    const network = new MemoryNetwork(1);
    const { ours, go } = meet(network, 'go', 1);
    go.give(...inheritance);
    expect(network.runUntil(() => ours.node.log.end === ORIGINS, 120_000)).toBe(true);
    expect(new Set(ours.texts()).size).toBe(ORIGINS);
    expectQuiet(network, ours, go);
    go.publish('after all of them');
    ours.publish('and back');
    network.run(5_000);
    expect(ours.texts()).toContain('after all of them');
    expect(go.texts).toContain('and back');
  });

  it.each(EXTENSIONS)(
    'go from a node of ours (extensions $extensions) to a course node, and then there is quiet',
    { timeout: 60_000 },
    ({ extensions }) => {
      const network = new MemoryNetwork(1);
      const { ours, go } = meet(network, 'ours', extensions);
      const giver = network.peer(9);
      ours.command((node) => inheritance.forEach((one) => node.receive(one, giver)));
      ours.command((node) => node.removePeer(giver));
      expect(network.runUntil(() => go.texts.length === ORIGINS, 120_000)).toBe(true);
      expect(new Set(go.texts).size).toBe(ORIGINS);
      expectQuiet(network, ours, go);
      expect(go.counts.tooLarge).toBe(0);
    },
  );
});

/** Both say what anti-entropy says, and no more. */
function expectQuiet(network: MemoryNetwork, ours: MemoryNode, go: GoNode): void {
  network.run(5_000);
  const before = { ours: datagramsOut(ours), go: go.sent };
  network.run(30_000);
  expect((datagramsOut(ours) - before.ours) / 30).toBeLessThanOrEqual(3);
  expect((go.sent - before.go) / 30).toBeLessThanOrEqual(3);
}

describe.each(EXTENSIONS)('a burst of ten thousand (extensions $extensions)', ({ extensions }) => {
  it('is lost nowhere with a course node between, and takes few datagrams', { timeout: 60_000 }, () => {
    const network = new MemoryNetwork(1);
    const size = 6;
    const peersOf = (index: number) => [(index + 1) % size, (index + size - 1) % size];
    const ours: MemoryNode[] = [];
    const gos: GoNode[] = [];
    for (let index = 0; index < size; index++) {
      const options = { name: `n${index}`, index, peers: peersOf(index) };
      if (index === 3) gos.push(new GoNode(network, options));
      else ours.push(network.spawn({ ...options, settings: { extensions } }));
    }
    network.run(1_000);
    const before = ours.map(datagramsOut);
    for (let text = 0; text < 10_000; text++) ours[0]?.publish(`text ${text}`);
    const whole = () => ours.every(({ node }) => node.log.end === 10_000) && gos.every(({ texts }) => texts.length === 10_000);
    expect(network.runUntil(whole, 120_000)).toBe(true);
    for (const node of ours) expect(new Set(node.texts()).size).toBe(10_000);
    const sent = ours.map((node, index) => datagramsOut(node) - (before[index] as number)).reduce((sum, count) => sum + count, 0);
    console.log(
      extensions,
      network.now,
      sent / (10_000 * (size - 1)),
      gos.map((go) => go.sent / 10_000),
    );
  });
});
