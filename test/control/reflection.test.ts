import { type ClientDuplexStream, credentials, loadPackageDefinition, type ServiceClientConstructor } from '@grpc/grpc-js';
import { loadFileDescriptorSetFromBuffer } from '@grpc/proto-loader';
import { expect, test } from 'vitest';
import { DESCRIPTOR_SET } from '../../src/gen/descriptors.js';
import { serve } from './harness.js';

interface Answer {
  list_services_response?: { service: { name: string }[] };
  file_descriptor_response?: { file_descriptor_proto: Buffer[] };
  error_response?: { error_code: number };
}

interface Asking {
  ask(question: object): Promise<Answer>;
  close(): void;
}

/** A reflection client that shares no code with the server but the descriptors of the two versions' messages. */
function reflect(address: string, version: string): Asking {
  const packages = loadPackageDefinition(loadFileDescriptorSetFromBuffer(Buffer.from(DESCRIPTOR_SET, 'base64')));
  const path = ['grpc', 'reflection', version, 'ServerReflection'];
  const Reflection = path.reduce<unknown>((from, name) => (from as Record<string, unknown>)[name], packages) as ServiceClientConstructor;
  const client = new Reflection(address, credentials.createInsecure());
  const stream = (client['ServerReflectionInfo'] as () => ClientDuplexStream<object, Answer>).call(client);
  stream.on('error', () => {});
  const ask = (question: object): Promise<Answer> =>
    new Promise((resolve) => {
      stream.once('data', resolve);
      stream.write(question);
    });
  return {
    ask,
    close() {
      stream.end();
      client.close();
    },
  };
}

test.each(['v1', 'v1alpha'])('reflection %s lists the services and gives the files of each symbol', async (version) => {
  const { server } = await serve();
  const reflection = reflect(server.address, version);
  const { list_services_response } = await reflection.ask({ list_services: '' });
  const services = list_services_response?.service.map(({ name }) => name) ?? [];
  expect(services).toEqual(
    expect.arrayContaining(['peerster.v1.NodeService', 'grpc.health.v1.Health', `grpc.reflection.${version}.ServerReflection`]),
  );
  for (const symbol of [...services, 'peerster.v1.NodeService.WatchRumors', 'peerster.v1.Message', 'google.rpc.ErrorInfo']) {
    const { file_descriptor_response } = await reflection.ask({ file_containing_symbol: symbol });
    expect([symbol, file_descriptor_response?.file_descriptor_proto.length]).toEqual([symbol, 1]);
  }
  const { file_descriptor_response } = await reflection.ask({ file_by_filename: 'google/protobuf/timestamp.proto' });
  expect(file_descriptor_response?.file_descriptor_proto).toHaveLength(1);
  expect((await reflection.ask({ file_containing_symbol: 'none.Such' })).error_response?.error_code).toBe(5);
  reflection.close();
});
