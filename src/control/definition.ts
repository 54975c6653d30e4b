import { NodeServiceDefinition } from '../gen/peerster/v1/node.js';

interface Codec<Message> {
  encode(message: Message): { finish(): Uint8Array };
  decode(bytes: Uint8Array): Message;
}
type MessageOf<Type> = Type extends { decode(input: Uint8Array): infer Message } ? Message : never;
type Methods = typeof NodeServiceDefinition.methods;
type Response<Name extends keyof Methods> = Name extends 'watchRumors' ? Uint8Array : MessageOf<Methods[Name]['responseType']>;
type Served = {
  [Name in keyof Methods]: Omit<Methods[Name], 'requestType' | 'responseType'> & {
    requestType: Codec<MessageOf<Methods[Name]['requestType']>>;
    responseType: Codec<Response<Name>>;
  };
};

/** Stands in for a request whose bytes are no message, so that the method's own way to answer errors answers this one too. */
export class Undecodable {
  constructor(readonly why: string) {}
}

/**
 * NodeService as the server needs it: messages are complete, so nothing copies them before they are encoded, and the responses of
 * WatchRumors come encoded already, because one response serves every watcher.
 */
export const servedDefinition: { name: string; fullName: string; methods: Served } = {
  ...NodeServiceDefinition,
  methods: Object.fromEntries(
    Object.entries(NodeServiceDefinition.methods).map(([name, method]) => [name, served(name, method)]),
  ) as Served,
};

function served(name: string, method: Methods[keyof Methods]): unknown {
  const requestType = method.requestType as Codec<unknown>;
  const responseType = method.responseType as Codec<unknown>;
  return {
    ...method,
    requestType: { ...requestType, fromPartial: undefined, decode: (bytes: Uint8Array) => decodeOr(requestType, bytes) },
    responseType: { ...responseType, fromPartial: undefined, ...(name === 'watchRumors' && { encode: asItIs }) },
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
