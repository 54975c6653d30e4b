import { createChannel, createClientFactory, Metadata } from 'nice-grpc';
import { NetworkServiceDefinition } from '../../../src/gen/peerster/v1/network.js';
import { NodeServiceDefinition } from '../../../src/gen/peerster/v1/node.js';
import { serveNetworks } from '../../../src/network/service/server.js';
import { answer } from '../harness/answer.js';

/** What a test of a harness does, over the API from its first call on: so many emulated nodes, a text of each, so much virtual time. */
async function play({
  nodes,
  minutes,
}: {
  readonly nodes: number;
  readonly minutes: number;
}): Promise<{ seconds: number; missing: number }> {
  const server = await serveNetworks({ host: '127.0.0.1', port: 0, insecure: false });
  const channel = createChannel(server.address);
  const factory = createClientFactory();
  const networks = factory.create(NetworkServiceDefinition, channel);
  const node = factory.create(NodeServiceDefinition, channel);
  const began = performance.now();
  await networks.createNetwork({ shape: { $case: 'topology', value: { name: 'ring', nodes } }, seed: 1n, keepLines: 30 });
  const names = Array.from({ length: nodes }, (_, at) => `n${at + 1}`);
  for (const name of names) await node.sendMessage({ text: `from ${name}` }, { metadata: Metadata({ 'peerster-node': name }) });
  await networks.advance({ duration: { seconds: BigInt(60 * minutes), nanos: 0 } });
  const { totalLacks } = await networks.explain({});
  const seconds = (performance.now() - began) / 1_000;
  channel.close();
  await server.close();
  return { seconds, missing: Number(totalLacks) };
}

answer({ run: play });
