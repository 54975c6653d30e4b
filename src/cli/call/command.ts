import { Client, credentials, Metadata, type ServiceError, status } from '@grpc/grpc-js';
import { UsageError } from '../go-flags.js';
import type { Io } from '../io.js';
import { parsedCommand } from '../parsed-command.js';
import { type VerbOptions, verb } from '../verbs/verb.js';
import { describeError, reasonOf } from './error.js';
import { readRequest } from './request.js';
import { writeResponse } from './response.js';
import { findMethod, type Method, methods } from './schema.js';

interface CallOptions extends VerbOptions {
  readonly timeout?: string;
}

const EXAMPLES = [
  'peerster call',
  `peerster call SendMessage '{"text": "hello"}'`,
  `peerster call WatchRumors '{"beginning": true}'`,
  'peerster call grpc.health.v1.Health/Check',
  `peerster call --address 10100 CreateNetwork '{"topology": {"name": "ring", "nodes": 5}}'`,
  `peerster call --address 10100 --node n3 SendMessage '{"text": "hello"}'`,
];

/** `peerster call METHOD [JSON]`. */
export const callCommand = parsedCommand((io) =>
  verb(
    'call',
    'Calls a method of a node or of the networks of a port. Without a method: lists them. Prints each response as a line of JSON.',
    EXAMPLES,
  )
    .argument('[method]', 'its name, with its service where it is not clear without')
    .argument('[json]', 'the request in proto3 JSON; for a stream of requests several, a line each; "-" reads standard input', '{}')
    .option('--timeout <seconds>', "the call's deadline")
    .action(async (method: string | undefined, json: string, options: CallOptions) => {
      if (method === undefined) io.out(methods().map(lineOf).join(''));
      else await call(findMethod(method), json === '-' ? await readAll(io) : json, options, io);
    }),
);

function lineOf({ name, definition: { requestStream, responseStream }, input, output }: Method): string {
  const stream = (streams: boolean) => (streams ? 'stream ' : '');
  return `${name} (${stream(requestStream)}${input.name}) returns (${stream(responseStream)}${output.name})\n`;
}

/** Every kind of call is a stream both ways on the wire; the kinds only say how many messages there may be. */
async function call(method: Method, json: string, options: CallOptions, io: Io): Promise<void> {
  const requests = requestsOf(method, json);
  const stop = io.stopSignal();
  const client = new Client(options.address, credentials.createInsecure(), { 'grpc.enable_http_proxy': 0 });
  const { path, requestSerialize, responseDeserialize } = method.definition;
  const stream = client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize, metadataOf(options), deadline(options));
  stop.addEventListener('abort', () => stream.cancel());
  try {
    for (const request of requests) stream.write(request);
    stream.end();
    for await (const response of stream as AsyncIterable<object>) io.out(`${writeResponse(method.output, response)}\n`);
  } catch (error) {
    if (!stop.aborted) throw new Error(describe(error as ServiceError, options), { cause: error });
  } finally {
    client.close();
  }
}

/** What the port of a network needs to know of a call to one of its nodes. */
function metadataOf({ node, network }: CallOptions): Metadata {
  const metadata = new Metadata();
  if (node !== undefined) metadata.set('peerster-node', node);
  if (network !== undefined) metadata.set('peerster-network', network);
  return metadata;
}

function requestsOf({ definition, input }: Method, json: string): object[] {
  const texts = definition.requestStream ? json.split('\n').filter((line) => line.trim() !== '') : [json];
  return texts.map((text) => readRequest(input, text));
}

function deadline({ timeout }: CallOptions): { deadline?: number } {
  if (timeout === undefined) return {};
  const ms = Number(timeout) * 1_000;
  if (!(ms > 0)) throw new UsageError(`--timeout is "${timeout}"; it must be a number of seconds above 0`);
  return { deadline: Date.now() + ms };
}

/** What a node answers has a reason; what the connection says has none. */
function describe(error: ServiceError, { address, timeout }: CallOptions): string {
  if (reasonOf(error) !== undefined) return describeError(error);
  if (error.code === status.DEADLINE_EXCEEDED) return `DEADLINE_EXCEEDED: not over within --timeout ${timeout}`;
  if (error.code === status.UNAVAILABLE) return `UNAVAILABLE: no node answers at ${address}; --address says where it is`;
  return describeError(error);
}

async function readAll({ stdin }: Io): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of stdin) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}
