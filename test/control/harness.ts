import { type Channel, createChannel, createClientFactory, type Client, ClientError, type Status } from 'nice-grpc';
import { ErrorInfo, errorDetailsClientMiddleware, RichClientError } from 'nice-grpc-error-details';
import { afterEach } from 'vitest';
import type { NodeControl } from '../../src/control/node-control.js';
import { type ControlServer, type ServeOptions, serveControl } from '../../src/control/server.js';
import { type Message, NodeServiceDefinition, type WatchRumorsResponse } from '../../src/gen/peerster/v1/node.js';
import { FakeControl } from './fake-control.js';

export type NodeClient = Client<typeof NodeServiceDefinition>;

export interface Served<Control extends NodeControl = FakeControl> {
  readonly control: Control;
  readonly server: ControlServer;
  readonly client: NodeClient;
  /** What the server reported as faults. */
  readonly faults: unknown[];
}

const open: { server: ControlServer; channel: Channel }[] = [];

afterEach(async () => {
  for (const { server, channel } of open.splice(0)) {
    channel.close();
    await server.close();
  }
});

/** A server on a free port of the loopback, and a client of it. Both are closed at the end of the test. */
export async function serve<Control extends NodeControl = FakeControl>(
  control: Control = new FakeControl() as NodeControl as Control,
  options: Partial<ServeOptions> = {},
): Promise<Served<Control>> {
  const faults: unknown[] = [];
  const onFault = (_message: string, error: unknown) => void faults.push(error);
  const server = await serveControl(control, { host: '127.0.0.1', port: 0, version: '1.2.3', insecure: false, onFault, ...options });
  const channel = createChannel(server.address);
  open.push({ server, channel });
  const client = createClientFactory().use(errorDetailsClientMiddleware).create(NodeServiceDefinition, channel);
  return { control, server, client, faults };
}

export interface Refusal {
  readonly code: Status;
  readonly message: string;
  readonly reason: string | undefined;
  readonly facts: Record<string, string>;
}

/** The error that a call ends with. Throws unless it has exactly one ErrorInfo, of the domain "peerster". */
export async function refusal(call: Promise<unknown>): Promise<Refusal> {
  const error = await call.then(
    () => new Error('the call succeeded'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ClientError)) throw error;
  const infos = error instanceof RichClientError ? error.extra : [];
  const [info] = infos;
  if (infos.length !== 1 || info?.$type !== ErrorInfo.$type) throw new Error(`${error.message} has ${infos.length} details`);
  const { reason, domain, metadata } = info;
  if (domain !== 'peerster') throw new Error(`the domain is ${domain}`);
  return { code: error.code, message: error.details, reason, facts: metadata };
}

/** A stream that is read step by step. */
export function reader<Response>(stream: AsyncIterable<Response>): { next(): Promise<Response>; rest(): Promise<Response[]> } {
  const iterator = stream[Symbol.asyncIterator]();
  const next = async (): Promise<Response> => {
    const { done, value } = await iterator.next();
    if (done === true) throw new Error('the stream ended');
    return value;
  };
  const rest = async (): Promise<Response[]> => {
    const all: Response[] = [];
    for (let step = await iterator.next(); step.done !== true; step = await iterator.next()) all.push(step.value);
    return all;
  };
  return { next, rest };
}

export function messagesOf(response: WatchRumorsResponse): Message[] {
  return response.event?.$case === 'messages' ? response.event.value.messages : [];
}

/** Reads messages until there are so many. */
export async function collect(stream: { next(): Promise<WatchRumorsResponse> }, count: number): Promise<Message[]> {
  const all: Message[] = [];
  while (all.length < count) all.push(...messagesOf(await stream.next()));
  return all;
}
