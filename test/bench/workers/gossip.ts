import type { UdpNode } from '../../../src/host/udp-node.js';
import { answer } from '../harness/answer.js';
import { faults, publish } from './messages.js';
import { allHold, datagramsOut, type NetworkFacts, openNetwork } from './network.js';
import { Printing } from './printing.js';

interface GossipFacts extends NetworkFacts {
  readonly messages: number;
  /** How many of the nodes publish. */
  readonly origins: number;
  /** Whether every node prints its lines to a file. */
  readonly lines: boolean;
}

interface Burst {
  readonly deliveriesPerSecond: number;
  readonly packetsPerDelivery: number;
  readonly cpuPerDelivery: number;
}

/** What has not come by then is missing. */
const PATIENCE_MS = 60_000;

answer({
  /**
   * Two bursts in one process. Before the first nobody has run and nobody has met; the second is what a process that has been up for a
   * while does, as the yardstick's loop has.
   */
  async run(facts: GossipFacts) {
    const nodes = await openNetwork(facts);
    const origins = nodes.slice(0, facts.origins);
    const printing = facts.lines ? new Printing(nodes) : undefined;
    const first = await burst(nodes, origins, 0, facts.messages);
    const second = await burst(nodes, origins, facts.messages, facts.messages * 2);
    const total = facts.messages * 2;
    const unprinted = printing?.close(total) ?? 0;
    const missing = unprinted + nodes.reduce((sum, node) => sum + faults(node, origins, total), 0);
    return { ...second, firstPerSecond: first.deliveriesPerSecond, missing };
  },
});

/** Publishes messages `from` to `to`−1 at once and takes the time until the last node has the last of them. */
async function burst(nodes: readonly UdpNode[], origins: readonly UdpNode[], from: number, to: number): Promise<Burst> {
  const whole = allHold(nodes, to, PATIENCE_MS);
  const [datagrams, cpu, start] = [datagramsOut(nodes), process.cpuUsage(), performance.now()];
  publish(origins, from, to);
  await whole;
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const deliveries = (to - from) * (nodes.length - 1);
  return {
    deliveriesPerSecond: deliveries / seconds,
    packetsPerDelivery: (datagramsOut(nodes) - datagrams) / deliveries,
    cpuPerDelivery: (user + system) / deliveries,
  };
}
