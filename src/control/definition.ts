import { type NodeServiceDefinition as NodeServiceType, NodeServiceDefinition } from '../gen/peerster/v1/node.js';

interface Codec<Message> {
  encode(message: Message): { finish(): Uint8Array };
  decode(bytes: Uint8Array): Message;
}
type MessageOf<Type> = Type extends { decode(input: Uint8Array): infer Message } ? Message : never;
interface Method {
  readonly name: string;
  readonly requestType: unknown;
  readonly requestStream: boolean;
  readonly responseType: unknown;
  readonly responseStream: boolean;
  readonly options: object;
}
interface Definition {
  readonly name: string;
  readonly fullName: string;
  readonly methods: Readonly<Record<string, Method>>;
}
/** A service as `served` makes it; the methods `Encoded` answer in bytes. */
type Served<Service extends Definition, Encoded extends string> = {
  readonly name: string;
  readonly fullName: string;
  readonly methods: {
    [Name in keyof Service['methods']]: Omit<Service['methods'][Name], 'requestType' | 'responseType'> & {
      requestType: Codec<MessageOf<Service['methods'][Name]['requestType']>>;
      responseType: Codec<Name extends Encoded ? Uint8Array : MessageOf<Service['methods'][Name]['responseType']>>;
    };
  };
};

/** Stands in for a request whose bytes are no message, so that the method's own way to answer errors answers this one too. */
export class Undecodable {
  constructor(readonly why: string) {}
}

/**
 * A service as the server needs it: messages are complete, so nothing copies them before they are encoded, and the responses of the
 * methods `encoded` come encoded already.
 */
export function served<Service extends Definition, Encoded extends string = never>(
  service: Service,
  ...encoded: Encoded[]
): Served<Service, Encoded> {
  const isEncoded = (name: string) => (encoded as string[]).includes(name);
  const methods = Object.entries(service.methods).map(([name, method]) => [name, servedMethod(method, isEncoded(name))]);
  return { ...service, methods: Object.fromEntries(methods) as Served<Service, Encoded>['methods'] };
}

/** NodeService. One response of WatchRumors serves every watcher, so it is encoded once. */
export const servedDefinition: Served<NodeServiceType, 'watchRumors'> = served(NodeServiceDefinition, 'watchRumors');

function servedMethod(method: Method, isEncoded: boolean): unknown {
  const requestType = method.requestType as Codec<unknown>;
  const responseType = method.responseType as Codec<unknown>;
  return {
    ...method,
    requestType: { ...requestType, fromPartial: undefined, decode: (bytes: Uint8Array) => decodeOr(requestType, bytes) },
    responseType: { ...responseType, fromPartial: undefined, ...(isEncoded && { encode: asItIs }) },
  };
}

function decodeOr(type: Codec<unknown>, bytes: Uint8Array): unknown {
  try {
    return type.decode(bytes);
  } catch (error) {
    return new Undecodable(error instanceof Error ? error.message : String(error));
  }
}

function asItIs(bytes: Uint8Array): { finish(): Uint8Array } {
  return { finish: () => bytes };
}
