import { Client, credentials, Metadata, type ServiceError } from '@grpc/grpc-js';
import {
  DownloadFileRequest,
  DownloadFileResponse,
  type MessageFns,
  SearchFilesRequest,
  SearchFilesResponse,
  SendMessageRequest,
  SendMessageResponse,
  ShareFileRequest,
  ShareFileResponse,
} from '../../gen/peerster/v1/node.js';
import type { Order } from './order.js';

/** How long to wait for a node, ms. It may be starting at this moment. */
const PATIENCE = 3_000;

/** And for it to read a file of 1 GiB, once it is there, ms. */
const READING = 600_000;
const SHARE_FILE = '/peerster.v1.NodeService/ShareFile';

/** A refused connection is tried again quickly: the wait is short and the node is near. */
const CHANNEL = { 'grpc.initial_reconnect_backoff_ms': 50, 'grpc.max_reconnect_backoff_ms': 200, 'grpc.enable_http_proxy': 0 };

/** Hands a text to the node at `address`. Rejects with grpc-js's ServiceError. The bare client: a harness calls this hundreds of times. */
export function deliver(address: string, text: string, destination: string): Promise<SendMessageResponse> {
  return withClient(address, (client, options, resolve, reject) =>
    client.makeUnaryRequest(
      '/peerster.v1.NodeService/SendMessage',
      writer(SendMessageRequest),
      (bytes) => SendMessageResponse.decode(bytes),
      { text, destination, requestId: '' },
      new Metadata({ waitForReady: true }),
      options,
      (error, answer) => (answer === undefined ? reject(error) : resolve(answer)),
    ),
  );
}

/** Begins a search. Resolves once the node has accepted it; the search goes on without this call. Rejects as `deliver` does. */
export function beginSearch(address: string, keywords: readonly string[], budget: number | undefined): Promise<SearchFilesResponse> {
  const request = { keywords: [...keywords], budget: BigInt(budget ?? 0), searchId: 0 };
  return begin(address, 'SearchFiles', request, SearchFilesRequest, SearchFilesResponse);
}

/** Begins a download. Resolves once the node has accepted it; it goes on without this call. Rejects as `deliver` does. */
export function beginDownload(address: string, { file, hash, from }: Order & { kind: 'download' }): Promise<DownloadFileResponse> {
  const request = { metahash: hash, name: file, sources: from === undefined ? [] : [from] };
  return begin(address, 'DownloadFile', request, DownloadFileRequest, DownloadFileResponse);
}

/** Has the node share a file of its shared folder. Resolves once it has read it. Rejects as `deliver` does. */
export function share(address: string, path: string): Promise<ShareFileResponse> {
  return withClient(address, (client, { deadline }, resolve, reject) =>
    client.waitForReady(deadline, (late) => {
      const options = { deadline: late === undefined ? Date.now() + READING : deadline };
      const answered = (error: ServiceError | null, answer?: ShareFileResponse) => (answer === undefined ? reject(error) : resolve(answer));
      const read = (bytes: Buffer): ShareFileResponse => ShareFileResponse.decode(bytes);
      const call = client.makeClientStreamRequest(SHARE_FILE, writer(ShareFileRequest), read, new Metadata(), options, answered);
      call.end({ content: { $case: 'path', value: path } });
    }),
  );
}

/** Resolves with the first response of a stream, which says that the node has accepted the command, and leaves the stream. */
function begin<Request, Response>(
  address: string,
  method: string,
  request: Request,
  requests: MessageFns<Request>,
  responses: MessageFns<Response>,
): Promise<Response> {
  return withClient(address, (client, options, resolve, reject) => {
    const path = `/peerster.v1.NodeService/${method}`;
    const metadata = new Metadata({ waitForReady: true });
    const read = (bytes: Buffer): Response => responses.decode(bytes);
    const call = client.makeServerStreamRequest(path, writer(requests), read, request, metadata, options);
    call.on('error', reject); // comes after `resolve` too, when the stream is left
    call.once('data', (response: Response) => {
      resolve(response);
      call.cancel();
    });
  });
}

function withClient<Response>(
  address: string,
  act: (
    client: Client,
    options: { readonly deadline: number },
    resolve: (response: Response) => void,
    reject: (error: ServiceError | null) => void,
  ) => void,
): Promise<Response> {
  const client = new Client(address, credentials.createInsecure(), CHANNEL);
  return new Promise<Response>((resolve, reject) => {
    act(client, { deadline: Date.now() + PATIENCE }, resolve, (error) => reject(error ?? new Error('no answer')));
  }).finally(() => client.close());
}

function writer<Message>(messages: MessageFns<Message>): (message: Message) => Buffer {
  return (message) => Buffer.from(messages.encode(message).finish());
}
