import { type Channel, createChannel, createClient, Metadata } from 'nice-grpc';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NetworkEngine, type NetworkServiceClient, NetworkServiceDefinition, NodeMemory } from '../../src/gen/peerster/v1/network.js';
import { type NodeServiceClient, NodeServiceDefinition } from '../../src/gen/peerster/v1/node.js';
import { descendantsOf, HAS_PROC, running } from '../support/process-tree.js';
import { type Program, Programs } from './processes.js';

const SIZE = 20;
const LEFT = ['n1..n10'];
const RIGHT = ['n11..n20'];

/** `peerster network serve`, and in it twenty processes, driven by NetworkService alone. */
describe('twenty real processes', () => {
  const programs = new Programs();
  let server: Program;
  let channel: Channel;
  let network: NetworkServiceClient;
  let nodes: NodeServiceClient;

  beforeAll(async () => {
    server = programs.start(['network', 'serve', '--port=0', '--ready']);
    await server.until(({ lines }) => lines.length > 0);
    const { address } = JSON.parse(server.lines[0] as string) as { address: string };
    channel = createChannel(address);
    network = createClient(NetworkServiceDefinition, channel);
    nodes = createClient(NodeServiceDefinition, channel);
    const shape = { $case: 'topology', value: { name: 'regular:4', nodes: SIZE } } as const;
    await network.createNetwork({ engine: NetworkEngine.NETWORK_ENGINE_PROCESSES, seed: 7n, shape });
  });
  afterAll(async () => {
    channel.close();
    await programs.killAll();
  });

  const seconds = (count: number) => ({ seconds: BigInt(count), nanos: 0 });

  async function publish(node: string, text: string): Promise<void> {
    await nodes.sendMessage({ text }, { metadata: Metadata({ 'peerster-node': node }) });
  }

  test('a partition holds, its healing lets everything through, and a crashed node gets it all again', async () => {
    const selection = { from: { names: LEFT }, to: { names: RIGHT } };
    await network.addFaults({ faults: [{ id: 'cut', selection, kind: { $case: 'partition', value: {} } }] });
    await network.crashNodes({ nodes: { names: ['n5'] } });
    await Promise.all([publish('n1', 'left'), publish('n20', 'right')]);
    const why = network.awaitConverged({ timeout: seconds(3) });
    await expect(why).rejects.toThrow(/n1, .* lack rumor 1 of n20: nothing gets from n1\d to n\d \(fault cut\)/);
    await network.healFaults({});
    await network.restartNodes({ nodes: { names: ['n5'] }, memory: NodeMemory.NODE_MEMORY_LOST });
    await network.awaitConverged({ timeout: seconds(30) });
    for (const node of ['n1', 'n5', 'n20']) {
      const { origins } = await nodes.getStatus({}, { metadata: Metadata({ 'peerster-node': node }) });
      expect(new Set(origins.map(({ origin, nextId }) => `${origin} ${nextId}`))).toEqual(new Set(['n1 2', 'n20 2']));
    }
    expect((await network.getNetwork({})).network).toMatchObject({ nodes: SIZE, nodesUp: SIZE });
  });

  test.runIf(HAS_PROC)('none of them outlives the server, though it is killed by SIGKILL', async () => {
    const started = descendantsOf(server.child.pid as number);
    expect(started.length).toBe(SIZE + 1);
    await server.stop('SIGKILL');
    await expect.poll(() => running(started), { timeout: 5_000 }).toEqual([]);
  });
});
