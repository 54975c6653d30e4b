import type { DescMethod } from '@bufbuild/protobuf';
import { Client, type ClientDuplexStream, credentials, Metadata, type ServiceError, status } from '@grpc/grpc-js';
import { UsageError } from '../go-flags.js';
import type { Io } from '../io.js';
import { type VerbOptions, verb, verbCommand } from '../verbs/verb.js';
import { describeError, reasonOf } from './error.js';
import { decodeJson, encodeJson } from './json.js';
import { findMethod, fullName, methods } from './schema.js';

interface CallOptions extends VerbOptions {
  readonly timeout?: string;
}

const EXAMPLES = [
  'peerster call',
  `peerster call SendMessage '{"text": "hello"}'`,
  `peerster call WatchRumors '{"beginning": true}'`,
  'peerster call grpc.health.v1.Health/Check',
];

/** `peerster call METHOD [JSON]`. */
export const callCommand = verbCommand((io) =>
  verb('call', 'Calls a method of a node. Without a method: lists them. Prints each response as a line of JSON.', EXAMPLES)
    .argument('[method]', 'its name, with its service where it is not clear without')
    .argument('[json]', 'the request in proto3 JSON; for a stream of requests several, a line each; "-" reads standard input', '{}')
    .option('--timeout <seconds>', "the call's deadline")
    .action(async (method: string | undefined, json: string, options: CallOptions) => {
      if (method === undefined) io.out(methods().map(lineOf).join(''));
      else await call(findMethod(method), json === '-' ? await readAll(io) : json, options, io);
    }),
);

function lineOf(method: DescMethod): string {
  const stream = (streams: boolean) => (streams ? 'stream ' : '');
  const [takes, gives] =
    method.methodKind === 'bidi_streaming'
      ? [true, true]
      : [method.methodKind === 'client_streaming', method.methodKind === 'server_streaming'];
  return `${fullName(method)} (${stream(takes)}${method.input.name}) returns (${stream(gives)}${method.output.name})\n`;
}

/** Every kind of call is a stream both ways on the wire; the kinds only say how many messages there may be. */
async function call(method: DescMethod, json: string, options: CallOptions, io: Io): Promise<void> {
  const requests = requestsOf(method, json);
  const stop = io.stopSignal();
  const client = new Client(options.address, credentials.createInsecure(), { 'grpc.enable_http_proxy': 0 });
  const stream = client.makeBidiStreamRequest<Uint8Array, Buffer>(
    `/${fullName(method)}`,
    asBuffer,
    asBuffer,
    new Metadata(),
    deadline(options),
  );
  stop.addEventListener('abort', () => stream.cancel());
  try {
    for (const request of requests) stream.write(request);
    stream.end();
    await print(method, stream, io);
  } catch (error) {
    if (!stop.aborted) throw new Error(describe(error as ServiceError, options), { cause: error });
  } finally {
    client.close();
  }
}

async function print(method: DescMethod, stream: ClientDuplexStream<Uint8Array, Buffer>, io: Io): Promise<void> {
  for await (const bytes of stream as AsyncIterable<Buffer>) io.out(`${decodeJson(method.output, bytes)}\n`);
}

function requestsOf(method: DescMethod, json: string): Uint8Array[] {
  const streams = method.methodKind === 'client_streaming' || method.methodKind === 'bidi_streaming';
  const texts = streams ? json.split('\n').filter((line) => line.trim() !== '') : [json];
  return texts.map((text) => encodeJson(method.input, text));
}

function deadline({ timeout }: CallOptions): { deadline?: number } {
  if (timeout === undefined) return {};
  const ms = Number(timeout) * 1_000;
  if (!(ms > 0)) throw new UsageError(`--timeout is "${timeout}"; it must be a number of seconds above 0`);
  return { deadline: Date.now() + ms };
}

function describe(error: ServiceError, { address }: CallOptions): string {
  // An answer of a node that is closing has a reason; a connection that could not be made has none.
  if (error.code !== status.UNAVAILABLE || reasonOf(error) !== undefined) return describeError(error);
  return `${describeError(error)}; is a node running at ${address}? --address says where it is`;
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

async function readAll({ stdin }: Io): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of stdin) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}
