import { type Channel, createChannel, createClient, Metadata } from 'nice-grpc';
import { type Message, type NodeServiceClient, NodeServiceDefinition } from '../../gen/peerster/v1/node.js';

/** On this machine only: a proxy from the environment has no business here. */
const CHANNEL = { 'grpc.enable_http_proxy': 0 };

/** Somebody outside the network who talks to its nodes through its gRPC port, as anybody could from any language. */
export class Callers {
  private readonly channel: Channel;
  private readonly client: NodeServiceClient;

  /** `address`: of the network's port. */
  constructor(
    address: string,
    private readonly names: readonly string[],
  ) {
    this.channel = createChannel(address, undefined, CHANNEL);
    this.client = createClient(NodeServiceDefinition, this.channel);
  }

  /** Hands a text to a node. */
  async say(node: number, text: string, signal: AbortSignal): Promise<void> {
    await this.client.sendMessage({ text }, { signal, metadata: this.metadata(node) });
  }

  /** Calls `heard` with every message that a node accepts, from its first on. Ends only by the signal or an error. */
  async follow(node: number, heard: (message: Message) => void, signal: AbortSignal): Promise<void> {
    const request = { start: { $case: 'beginning' as const, value: true } };
    const responses = this.client.watchRumors(request, { signal, metadata: this.metadata(node) });
    for await (const { event } of responses) if (event?.$case === 'messages') event.value.messages.forEach(heard);
  }

  close(): void {
    this.channel.close();
  }

  private metadata(node: number): Metadata {
    return Metadata({ 'peerster-node': this.names[node] as string });
  }
}
