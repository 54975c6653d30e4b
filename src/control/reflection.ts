import type { CallContext, MethodDefinition, Server } from 'nice-grpc';
import { DESCRIPTOR_SET } from '../gen/descriptors.js';
import type { Guard } from './guard.js';

/** What a client is told to exist. */
const SERVICES = [
  'peerster.v1.NodeService',
  'grpc.health.v1.Health',
  'grpc.reflection.v1.ServerReflection',
  'grpc.reflection.v1alpha.ServerReflection',
];

/** The two versions have the same messages; older tools know v1alpha only. */
const VERSIONS = ['v1', 'v1alpha'];

type Answer = (requests: AsyncIterable<Uint8Array>, context: CallContext) => AsyncIterable<Uint8Array>;
let loaded: Promise<Answer> | undefined;

export function addReflection(server: Server, guard: Guard): void {
  for (const version of VERSIONS)
    server.add({ serverReflectionInfo: definition(version) }, { serverReflectionInfo: guard.stream(serverReflectionInfo) });
}

/** In bytes, so that the library and its messages need not be there before somebody asks. */
function definition(version: string): MethodDefinition<Uint8Array, Uint8Array, Uint8Array, Uint8Array, true, true> {
  const asItIs = (bytes: Uint8Array) => bytes;
  return {
    path: `/grpc.reflection.${version}.ServerReflection/ServerReflectionInfo`,
    requestStream: true,
    responseStream: true,
    requestSerialize: asItIs,
    requestDeserialize: asItIs,
    responseSerialize: asItIs,
    responseDeserialize: asItIs,
    options: {},
  };
}

async function* serverReflectionInfo(requests: AsyncIterable<Uint8Array>, context: CallContext): AsyncGenerator<Uint8Array> {
  loaded ??= load();
  yield* (await loaded)(requests, context);
}

async function load(): Promise<Answer> {
  const { ServerReflection, ServerReflectionService } = await import('nice-grpc-server-reflection');
  const { requestDeserialize, responseSerialize } = ServerReflectionService.serverReflectionInfo;
  const service = ServerReflection(Buffer.from(DESCRIPTOR_SET, 'base64'), SERVICES);
  return async function* (requests, context) {
    const decoded = map(requests, (bytes) => requestDeserialize(Buffer.from(bytes)));
    yield* map(service.serverReflectionInfo(decoded, context) as AsyncIterable<Parameters<typeof responseSerialize>[0]>, responseSerialize);
  };
}

async function* map<In, Out>(items: AsyncIterable<In>, change: (item: In) => Out): AsyncGenerator<Out> {
  for await (const item of items) yield change(item);
}
