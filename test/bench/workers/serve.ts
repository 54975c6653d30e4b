import { setImmediate } from 'node:timers/promises';
import { type ControlServer, serveControl } from '../../../src/control/server.js';
import type { NodeControl } from '../../../src/control/node-control.js';
import type { UdpNode } from '../../../src/host/udp-node.js';
import { answer } from '../harness/answer.js';
import { type Served, serveBare } from './bare.js';
import { publish } from './messages.js';
import { allHold, type NetworkFacts, openNetwork } from './network.js';

/** The process that serves: bare nice-grpc, or a node with its API and the rest of its network. */
let bare: Served | undefined;
let nodes: UdpNode[] = [];
let server: ControlServer | undefined;
let published = 0;
/** Messages of the log that some watcher has been given so far: each is told its wall time when it is encoded. */
let given = 0;

answer({
  async bare() {
    bare = await serveBare();
    return { address: bare.address };
  },

  /** The first of the nodes serves its API. */
  async node(facts: NetworkFacts) {
    nodes = await openNetwork(facts);
    server = await serveControl(watched(nodes[0] as UdpNode), { host: '127.0.0.1', port: 0, insecure: false, version: 'bench' });
    return { address: server.address };
  },

  /** Waits until every node has what the first has. */
  async drain() {
    const start = performance.now();
    const entries = nodes[0]?.query((core) => core.log.end) ?? 0;
    await allHold(nodes, entries, 60_000);
    const missing = nodes.reduce((sum, node) => sum + entries - node.query((core) => core.log.end), 0);
    return { milliseconds: performance.now() - start, missing };
  },

  /** CPU of this process so far, µs. */
  cpu() {
    const { user, system } = process.cpuUsage();
    return { microseconds: user + system };
  },

  /** Lets the bare streams begin. */
  begin({ messages }: { messages: number }) {
    bare?.begin(messages);
  },

  /** Publishes on the first node, `each` messages a turn. */
  async feed({ messages, each }: { messages: number; each: number }) {
    for (const end = published + messages; published < end; await setImmediate()) publishTo(Math.min(end, published + each));
  },

  /** Publishes on the first node as fast as a watcher takes it, and never so much ahead of it that it would be catching up. */
  async follow({ messages, ahead }: { messages: number; ahead: number }) {
    for (const end = published + messages; published < end; await setImmediate()) publishTo(Math.min(end, given + ahead));
  },

  /** Bytes that are alive. Needs --expose-gc. */
  memory() {
    globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    return { bytes: heapUsed + external };
  },
});

function publishTo(end: number): void {
  publish(nodes.slice(0, 1), published, end);
  published = Math.max(published, end);
}

function watched(node: UdpNode): NodeControl {
  const wallTime = (at: number): number => {
    given++;
    return node.wallTime(at);
  };
  return Object.create(node, { wallTime: { value: wallTime } }) as NodeControl;
}
