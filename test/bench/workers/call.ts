import { type Client, createChannel, createClient } from 'nice-grpc';
import { NodeServiceDefinition, type WatchRumorsResponse } from '../../../src/gen/peerster/v1/node.js';
import { answer } from '../harness/answer.js';
import { textOf } from './messages.js';

type NodeClient = Client<typeof NodeServiceDefinition>;

let client: NodeClient;
let streams: AsyncIterator<WatchRumorsResponse>[] = [];

answer({
  connect({ address }: { address: string }) {
    client = createClient(NodeServiceDefinition, createChannel(address));
  },

  /** SendMessage with so many calls in flight for `ms`. */
  async send({ inFlight, ms }: { inFlight: number; ms: number }) {
    const start = performance.now();
    let calls = 0;
    const one = async (): Promise<void> => {
      while (performance.now() - start < ms) {
        await client.sendMessage({ text: textOf(calls++) });
      }
    };
    await Promise.all(Array.from({ length: inFlight }, one));
    return { calls, callsPerSecond: (calls * 1000) / (performance.now() - start) };
  },

  /** Opens watches; resolves once every subscription stands. */
  async watch({ watchers, beginning }: { watchers: number; beginning: boolean }) {
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
