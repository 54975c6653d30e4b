import { createServer } from 'nice-grpc';
import { MessageKind, NodeServiceDefinition, type WatchRumorsResponse } from '../../../src/gen/peerster/v1/node.js';
import { Gate } from './gate.js';
import { textOf } from './messages.js';

const { sendMessage, watchRumors } = NodeServiceDefinition.methods;

/** Two methods of the API as nice-grpc serves them with nothing behind: the yardsticks of SendMessage and WatchRumors. */
const definition = { ...NodeServiceDefinition, methods: { sendMessage, watchRumors } } as const;
const POSITION = { incarnation: '00000000-0000-4000-8000-000000000000', number: 1n };

export interface Served {
  readonly address: string;
  /** Makes the streams that are open begin. */
  begin(messages: number): void;
}

/** Answers SendMessage with a response of the usual size, and WatchRumors with one message per response. */
export async function serveBare(): Promise<Served> {
  const gate = new Gate();
  const server = createServer();
  server.add(definition, {
    sendMessage: async () => ({ origin: 'node-0', id: 1, position: POSITION }),
    async *watchRumors() {
      yield { event: { $case: 'subscribed' as const, value: {} }, next: POSITION };
      const messages = await gate.opened;
      for (let number = 0; number < messages; number++) yield response(number);
    },
  });
  const port = await server.listen('127.0.0.1:0');
  return { address: `127.0.0.1:${port}`, begin: (messages) => gate.open(messages) };
}

function response(number: number): WatchRumorsResponse {
  const message = {
    kind: MessageKind.MESSAGE_KIND_RUMOR,
    origin: 'node-0',
    id: number + 1,
    text: textOf(number),
    relayAddress: '',
    acceptTime: { seconds: 1_800_000_000n, nanos: number },
    position: BigInt(number),
    destination: '',
  };
  const next = { incarnation: POSITION.incarnation, number: BigInt(number + 1) };
  return { event: { $case: 'messages', value: { messages: [message] } }, next };
}
