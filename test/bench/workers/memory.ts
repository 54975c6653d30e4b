import { setTimeout as sleep } from 'node:timers/promises';
import { serveControl } from '../../../src/control/server.js';
import type { Outbox, Peer } from '../../../src/core/context.js';
import { Node } from '../../../src/core/node.js';
import { Random } from '../../../src/core/random.js';
import { DEFAULT_SETTINGS } from '../../../src/core/settings.js';
import { answer } from '../harness/answer.js';
import { openNetwork } from './network.js';

const OUTBOX: Outbox = { send: () => {}, wants: () => false, emit: () => {} };

answer({
  /** Bytes of one of `count` nodes of the core that nothing has happened to. Peers and settings are shared, as in an emulated network. */
  idle({ count }: { count: number }) {
    const peers: readonly Peer[] = Array.from({ length: 4 }, (_, index) => ({ host: '127.0.0.1', port: 5_000 + index }));
    const nodes: Node[] = Array.from<Node>({ length: count });
    idleNode(0, peers); // what all nodes share is made with the first
    const before = alive();
    for (let index = 0; index < count; index++) nodes[index] = idleNode(index, peers);
    const bytes = (alive() - before) / count;
    return { bytes, settled: nodes.filter((node) => node.settled).length };
  },

  /** Resident bytes of this process with so many nodes, each with its API, a second after they have met. */
  async resident({ nodes: count }: { nodes: number }) {
    const nodes = await openNetwork({ nodes: count, topology: count === 1 ? 'line' : 'ring', extensions: 1, seed: 5 });
    for (const node of nodes) await serveControl(node, { host: '127.0.0.1', port: 0, insecure: false, version: 'bench' });
    await sleep(1_000);
    globalThis.gc?.();
    return { bytes: process.memoryUsage().rss };
  },
});

function idleNode(index: number, peers: readonly Peer[]): Node {
  return new Node({
    name: `n${index}`,
    settings: DEFAULT_SETTINGS,
    random: new Random(index),
    outbox: OUTBOX,
    simple: false,
    address: '127.0.0.1:5000',
    peers,
    isSelf: isNever,
    now: 0,
  });
}

function isNever(): boolean {
  return false;
}

function alive(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
