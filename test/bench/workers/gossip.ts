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

/** What has not come by then is missing. */
const PATIENCE_MS = 60_000;

answer({
  /** Publishes everything at once and takes the time until the last node has the last message. */
  async run(facts: GossipFacts) {
    const { nodes: count, messages } = facts;
    const nodes = await openNetwork(facts);
    const origins = nodes.slice(0, facts.origins);
    const printing = facts.lines ? new Printing(nodes) : undefined;
    const whole = allHold(nodes, messages, PATIENCE_MS);
    const [datagrams, cpu, start] = [datagramsOut(nodes), process.cpuUsage(), performance.now()];
    publish(origins, 0, messages);
    await whole;
    const seconds = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    const deliveries = messages * (count - 1);
    const sent = datagramsOut(nodes) - datagrams;
    const unprinted = printing?.close(messages) ?? 0;
    return {
      seconds,
      deliveriesPerSecond: deliveries / seconds,
      packetsPerDelivery: sent / deliveries,
      cpuPerDelivery: (user + system) / deliveries,
      missing: unprinted + nodes.reduce((sum, node) => sum + faults(node, origins, messages), 0),
    };
  },
});
