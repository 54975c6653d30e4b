import type { CallContext, Server } from 'nice-grpc';
import { DESCRIPTOR_SET } from '../gen/descriptors.js';
import type { Guard } from './guard.js';
import { rawMethod } from './raw.js';

/** The two versions have the same messages; older tools know v1alpha only. */
const VERSIONS = ['v1', 'v1alpha'];

type Answer = (requests: AsyncIterable<Uint8Array>, context: CallContext) => AsyncIterable<Uint8Array>;

/** Tells clients of `services` and, with them, of health and reflection. */
export function addReflection(server: Server, guard: Guard, services: readonly string[]): void {
  const reflection = VERSIONS.map((version) => `grpc.reflection.${version}.ServerReflection`);
  const all = [...services, 'grpc.health.v1.Health', ...reflection];
  let loaded: Promise<Answer> | undefined;
  // In bytes, so that the library and its messages need not be there before somebody asks.
  const answer = async function* (requests: AsyncIterable<Uint8Array>, context: CallContext): AsyncGenerator<Uint8Array> {
    loaded ??= load(all);
    yield* (await loaded)(requests, context);
  };
  for (const service of reflection)
    server.add(
      { serverReflectionInfo: rawMethod(`/${service}/ServerReflectionInfo`, true, true) },
      { serverReflectionInfo: guard.stream(answer) },
    );
}

async function load(services: string[]): Promise<Answer> {
  const { ServerReflection, ServerReflectionService } = await import('nice-grpc-server-reflection');
  const { requestDeserialize, responseSerialize } = ServerReflectionService.serverReflectionInfo;
  const service = ServerReflection(Buffer.from(DESCRIPTOR_SET, 'base64'), services);
  return async function* (requests, context) {
    const decoded = map(requests, (bytes) => requestDeserialize(Buffer.from(bytes)));
    yield* map(service.serverReflectionInfo(decoded, context) as AsyncIterable<Parameters<typeof responseSerialize>[0]>, responseSerialize);
  };
}

async function* map<In, Out>(items: AsyncIterable<In>, change: (item: In) => Out): AsyncGenerator<Out> {
  for await (const item of items) yield change(item);
}
