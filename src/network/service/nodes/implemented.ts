import type { CallContext } from 'nice-grpc';
import { HealthDefinition } from 'nice-grpc-server-health';
import { served, servedDefinition } from '../../../control/definition.js';
import { rawMethod } from '../../../control/raw.js';
import type { Requests } from './reach.js';

interface Streams {
  readonly requestStream: boolean;
  readonly responseStream: boolean;
}
interface Codec extends Streams {
  readonly method: string;
  readonly decode: (bytes: Uint8Array) => unknown;
  readonly encode: (message: unknown) => Uint8Array;
}
interface Definition {
  readonly fullName: string;
  readonly methods: Readonly<
    Record<string, Streams & { readonly name: string; readonly requestType: unknown; readonly responseType: unknown }>
  >;
}
interface Type {
  decode(bytes: Uint8Array): unknown;
  encode(message: unknown): { finish(): Uint8Array };
}

/** Methods by their names in the definition. */
export type Implementation = Readonly<Record<string, (request: never, context: never) => unknown>>;

/** What every node serves, by path. No two of its methods have the same name. */
const CODECS: ReadonlyMap<string, Codec> = new Map([...codecsOf(servedDefinition), ...codecsOf(served(HealthDefinition))]);

/** All of it as methods in bytes. */
export const NODE_METHODS = [...CODECS].map(([path, { requestStream, responseStream }]) => ({
  path,
  responseStream,
  raw: rawMethod(path, requestStream, responseStream),
}));

/** Methods of messages, called with bytes. */
export class Implemented {
  constructor(private readonly implementation: Implementation) {}

  async unary(path: string, requests: Requests, context: CallContext): Promise<Uint8Array> {
    const codec = codecOf(path);
    return codec.encode(await this.call(codec, requests, context));
  }

  async *stream(path: string, requests: Requests, context: CallContext): AsyncGenerator<Uint8Array> {
    const codec = codecOf(path);
    for await (const response of this.call(codec, requests, context) as AsyncIterable<unknown>) yield codec.encode(response);
  }

  private call({ method, decode }: Codec, requests: Requests, context: CallContext): unknown {
    const decoded = requests instanceof Uint8Array ? decode(requests) : each(requests, decode);
    return this.implementation[method]?.(decoded as never, context as never);
  }
}

async function* each<In, Out>(items: AsyncIterable<In>, change: (item: In) => Out): AsyncGenerator<Out> {
  for await (const item of items) yield change(item);
}

function codecsOf({ fullName, methods }: Definition): [path: string, Codec][] {
  return Object.entries(methods).map(([method, { name, requestStream, responseStream, requestType, responseType }]) => {
    const [request, response] = [requestType as Type, responseType as Type];
    const decode = (bytes: Uint8Array): unknown => request.decode(bytes);
    const encode = (message: unknown): Uint8Array => response.encode(message).finish();
    return [`/${fullName}/${name}`, { method, requestStream, responseStream, decode, encode }];
  });
}

function codecOf(path: string): Codec {
  return CODECS.get(path) as Codec;
}
