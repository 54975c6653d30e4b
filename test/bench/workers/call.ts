import { type Client, createChannel, createClient } from 'nice-grpc';
import { NodeServiceDefinition, type WatchRumorsResponse } from '../../../src/gen/peerster/v1/node.js';
import { answer } from '../harness/answer.js';
import { textOf } from './messages.js';

type NodeClient = Client<typeof NodeServiceDefinition>;

/** By the name that the server was given. */
const clients = new Map<string, NodeClient>();
let streams: AsyncIterator<WatchRumorsResponse>[] = [];

answer({
  connect({ name, address }: { name: string; address: string }) {
    clients.set(name, createClient(NodeServiceDefinition, createChannel(address)));
  },

  /** SendMessage with so many calls in flight for `ms`. */
  async send({ name, inFlight, ms }: { name: string; inFlight: number; ms: number }) {
    const client = clientOf(name);
    const start = performance.now();
    let calls = 0;
    const one = async (): Promise<void> => {
      while (performance.now() - start < ms) {
        await client.sendMessage({ text: textOf(calls++) });
      }
    };
    await Promise.all(Array.from({ length: inFlight }, one));
    return { calls, seconds: (performance.now() - start) / 1000 };
  },

  /** Opens watches; resolves once every subscription stands. */
  async watch({ name, watchers, beginning }: { name: string; watchers: number; beginning: boolean }) {
    const client = clientOf(name);
    const start = beginning ? ({ $case: 'beginning', value: true } as const) : undefined;
    streams = Array.from({ length: watchers }, () => client.watchRumors({ start })[Symbol.asyncIterator]());
    await Promise.all(streams.map((stream) => stream.next()));
  },

  /** Reads `messages` from every watch. */
  async read({ messages }: { messages: number }) {
    const start = performance.now();
    const counts = await Promise.all(streams.map((stream) => count(stream, messages)));
    const seconds = (performance.now() - start) / 1000;
    const responses = counts.reduce((sum, each) => sum + each.responses, 0);
    const missing = counts.reduce((sum, each) => sum + messages - each.inOrder, 0);
    return { messagesPerSecond: (messages * streams.length) / seconds, perResponse: (messages * streams.length) / responses, missing };
  },
});

function clientOf(name: string): NodeClient {
  const client = clients.get(name);
  if (client === undefined) throw new Error(`there is no connection ${name}`);
  return client;
}

/** `inOrder`: messages that came at the position at which they had to come. */
async function count(stream: AsyncIterator<WatchRumorsResponse>, messages: number): Promise<{ responses: number; inOrder: number }> {
  let [responses, inOrder, expected] = [0, 0, -1n];
  for (let seen = 0; seen < messages; ) {
    const { value, done } = await stream.next();
    if (done === true) break;
    const { event } = value;
    if (event?.$case !== 'messages') continue;
    responses++;
    for (const { position } of event.value.messages) {
      seen++;
      if (position === expected || expected < 0n) inOrder++;
      expected = position + 1n;
    }
  }
  return { responses, inOrder };
}
