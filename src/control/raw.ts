import type { MethodDefinition } from 'nice-grpc';

type RawMethod<RequestStream extends boolean, ResponseStream extends boolean> = MethodDefinition<
  Uint8Array,
  Uint8Array,
  Uint8Array,
  Uint8Array,
  RequestStream,
  ResponseStream
>;

/** A method whose messages stay bytes: for those who pass them on, or read them only when somebody asks. */
export function rawMethod<RequestStream extends boolean, ResponseStream extends boolean>(
  path: string,
  requestStream: RequestStream,
  responseStream: ResponseStream,
): RawMethod<RequestStream, ResponseStream> {
  const asItIs = (bytes: Uint8Array) => bytes;
  return {
    path,
    requestStream,
    responseStream,
    requestSerialize: asItIs,
    requestDeserialize: asItIs,
    responseSerialize: asItIs,
    responseDeserialize: asItIs,
    options: {},
  };
}
