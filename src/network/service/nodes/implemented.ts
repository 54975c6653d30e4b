import type { CallContext } from 'nice-grpc';
import { HealthDefinition } from 'nice-grpc-server-health';
import { served, servedDefinition } from '../../../control/definition.js';
import { rawMethod } from '../../../control/raw.js';

interface Codec {
  readonly method: string;
  readonly isStream: boolean;
  readonly decode: (bytes: Uint8Array) => unknown;
  readonly encode: (message: unknown) => Uint8Array;
}
interface Definition {
  readonly fullName: string;
  readonly methods: Readonly<
    Record<
      string,
      { readonly name: string; readonly responseStream: boolean; readonly requestType: unknown; readonly responseType: unknown }
    >
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
export const NODE_METHODS = [...CODECS].map(([path, { isStream }]) => ({ path, isStream, raw: rawMethod(path, false, isStream) }));

/** Methods of messages, called with bytes. */
export class Implemented {
  constructor(private readonly implementation: Implementation) {}

  async unary(path: string, request: Uint8Array, context: CallContext): Promise<Uint8Array> {
    const { encode, decode, method } = codecOf(path);
    return encode(await this.call(method, decode(request), context));
  }

  async *stream(path: string, request: Uint8Array, context: CallContext): AsyncGenerator<Uint8Array> {
    const { encode, decode, method } = codecOf(path);
    for await (const response of this.call(method, decode(request), context) as AsyncIterable<unknown>) yield encode(response);
  }

  private call(method: string, request: unknown, context: CallContext): unknown {
    return this.implementation[method]?.(request as never, context as never);
  }
}

function codecsOf({ fullName, methods }: Definition): [path: string, Codec][] {
  return Object.entries(methods).map(([method, { name, responseStream, requestType, responseType }]) => {
    const [request, response] = [requestType as Type, responseType as Type];
    const decode = (bytes: Uint8Array): unknown => request.decode(bytes);
    const encode = (message: unknown): Uint8Array => response.encode(message).finish();
    return [`/${fullName}/${name}`, { method, isStream: responseStream, decode, encode }];
  });
}

function codecOf(path: string): Codec {
  return CODECS.get(path) as Codec;
}
