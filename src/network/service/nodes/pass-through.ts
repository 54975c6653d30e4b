import { once } from 'node:events';
import { Client, type ClientWritableStream, credentials, Metadata, type ServiceError, status } from '@grpc/grpc-js';
import { type CallContext, ServerError, Status } from 'nice-grpc';
import { deadlineOf } from '../../../control/deadline.js';
import { throwIfGone } from '../../../control/gone.js';
import { PeersterError } from '../../../core/errors.js';
import type { Place, Reach, Requests } from './reach.js';

/** Names of what belongs to the one connection and not to the call. */
const OF_CONNECTION = /^(:|grpc-|peerster-|user-agent$|content-type$|te$)/;

/** The details of an error, as every service here sends them. */
const DETAILS = 'grpc-status-details-bin';

/** The API of a node in a process of its own: calls are handed on as they are, and so are its answers, errors and trailers. */
export class PassThrough implements Reach {
  private readonly client: Client;

  /** `address`: ip:port of its UIPort. */
  constructor(
    private readonly address: string,
    private readonly name: string,
  ) {
    this.client = new Client(address, credentials.createInsecure(), { 'grpc.enable_http_proxy': 0 });
  }

  unary(path: string, requests: Requests, context: CallContext): Promise<Uint8Array> {
    const over = new AbortController();
    return new Promise<Uint8Array>((resolve, reject) => {
      const done = (error: ServiceError | null, response?: Buffer): void => {
        if (error === null) resolve(response as Buffer);
        else reject(this.answer(error, context));
      };
      const [metadata, options] = [metadataOf(context), { deadline: deadlineOf(context) }];
      if (requests instanceof Uint8Array) {
        follow(this.client.makeUnaryRequest(path, asBuffer, asItIs, requests, metadata, options, done), context);
      } else {
        const call = this.client.makeClientStreamRequest(path, asBuffer, asItIs, metadata, options, done);
        follow(call, context, () => breakOff(call));
        void pour(requests, call, over.signal, context.signal);
      }
    }).finally(() => over.abort());
  }

  async *stream(path: string, requests: Requests, context: CallContext): AsyncGenerator<Uint8Array> {
    const [metadata, options] = [metadataOf(context), { deadline: deadlineOf(context) }];
    const call = this.client.makeServerStreamRequest(path, asBuffer, asItIs, requests as Uint8Array, metadata, options);
    follow(call, context);
    try {
      for await (const response of call as AsyncIterable<Buffer>) yield response;
    } catch (error) {
      throw this.answer(error as ServiceError, context);
    } finally {
      call.cancel(); // whoever reads may have left early
    }
  }

  leadsTo(place: Place): boolean {
    return place === this.address;
  }

  close(): void {
    this.client.close();
  }

  /** What the node said; or that it did not say anything. */
  private answer({ code, details, metadata }: ServiceError, context: CallContext): Error {
    if (code === status.UNAVAILABLE && metadata?.get(DETAILS).length === 0) {
      return new PeersterError('CLOSED', `${this.name} does not answer at ${this.address}: it has just stopped, or it is not up yet`);
    }
    copy(metadata, context.trailer);
    return new ServerError(Status[status[code] as keyof typeof Status], details);
  }
}

/** Hands on a stream of requests, no faster than the node takes them. `over`: of the call; `gone`: of its caller. */
async function pour(
  requests: AsyncIterable<Uint8Array>,
  call: ClientWritableStream<Uint8Array>,
  over: AbortSignal,
  gone: AbortSignal,
): Promise<void> {
  try {
    for await (const request of requests) if (!call.write(request)) await once(call, 'drain', { signal: over });
    await throwIfGone(gone);
    call.end();
  } catch {
    breakOff(call); // the caller or the call has ended: either is told elsewhere
  }
}

/** What is cancelled at once would seem complete: this library ends it in order first. No method takes a request without anything. */
function breakOff(call: ClientWritableStream<Uint8Array>): void {
  if (call.writable) call.write(new Uint8Array(0), () => call.cancel());
  else call.cancel();
}

type Call =
  | ReturnType<Client['makeUnaryRequest']>
  | ReturnType<Client['makeServerStreamRequest']>
  | ReturnType<Client['makeClientStreamRequest']>;

/** The caller's end is the call's end; headers and trailers go back as they come. */
function follow(call: Call, { signal, header, trailer }: CallContext, cancel = () => call.cancel()): void {
  if (signal.aborted) cancel();
  signal.addEventListener('abort', cancel, { once: true });
  call.on('metadata', (metadata: Metadata) => copy(metadata, header));
  call.on('status', ({ code, metadata }: { code: status; metadata: Metadata }) => {
    if (code === status.OK) copy(metadata, trailer);
  });
}

function metadataOf({ metadata }: CallContext): Metadata {
  const copied = new Metadata();
  for (const [name, values] of metadata) {
    if (!OF_CONNECTION.test(name)) for (const value of values) copied.add(name, typeof value === 'string' ? value : Buffer.from(value));
  }
  return copied;
}

function copy(from: Metadata | undefined, to: CallContext['trailer']): void {
  for (const name of Object.keys(from?.getMap() ?? {})) {
    if (!OF_CONNECTION.test(name) || name === DETAILS) for (const value of from?.get(name) ?? []) to.append(name, value);
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function asItIs(bytes: Buffer): Buffer {
  return bytes;
}
