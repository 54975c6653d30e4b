import { Client, credentials, Metadata } from '@grpc/grpc-js';
import { SendMessageRequest, SendMessageResponse } from '../../gen/peerster/v1/node.js';

/** How long to wait for a node, ms. It may be starting at this moment. */
const PATIENCE = 3_000;

/** A refused connection is tried again quickly: the wait is short and the node is near. */
const CHANNEL = { 'grpc.initial_reconnect_backoff_ms': 50, 'grpc.max_reconnect_backoff_ms': 200, 'grpc.enable_http_proxy': 0 };

/** Hands a text to the node at `address`. Rejects with grpc-js's ServiceError. The bare client: a harness calls this hundreds of times. */
export function deliver(address: string, text: string, destination: string): Promise<SendMessageResponse> {
  const client = new Client(address, credentials.createInsecure(), CHANNEL);
  return new Promise<SendMessageResponse>((resolve, reject) => {
    client.makeUnaryRequest(
      '/peerster.v1.NodeService/SendMessage',
      (request: SendMessageRequest) => Buffer.from(SendMessageRequest.encode(request).finish()),
      (bytes) => SendMessageResponse.decode(bytes),
      { text, destination, requestId: '' },
      new Metadata({ waitForReady: true }),
      { deadline: Date.now() + PATIENCE },
      (error, answer) => (answer === undefined ? reject(error ?? new Error('no answer')) : resolve(answer)),
    );
  }).finally(() => client.close());
}
