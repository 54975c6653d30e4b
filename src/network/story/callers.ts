import { createChannel, createClient, type Channel } from 'nice-grpc';
import { type Message, type NodeServiceClient, NodeServiceDefinition } from '../../gen/peerster/v1/node.js';

/** Nodes on this machine only: a proxy from the environment has no business here. */
const CHANNEL = { 'grpc.enable_http_proxy': 0 };

/** Somebody outside the network who talks to its nodes through gRPC, as anybody could from any language. */
export class Callers {
  private readonly channels: readonly Channel[];
  private readonly clients: readonly NodeServiceClient[];

  /** `addresses`: the UIPort of each node, `ip:port`. */
  constructor(addresses: readonly string[]) {
    this.channels = addresses.map((address) => createChannel(address, undefined, CHANNEL));
    this.clients = this.channels.map((channel) => createClient(NodeServiceDefinition, channel));
  }

  /** Hands a text to a node. */
  async say(node: number, text: string, signal: AbortSignal): Promise<void> {
    await this.client(node).sendMessage({ text }, { signal });
  }

  /** Calls `heard` with every message that a node accepts, from its first on. Ends only by the signal or an error. */
  async follow(node: number, heard: (message: Message) => void, signal: AbortSignal): Promise<void> {
    const responses = this.client(node).watchRumors({ start: { $case: 'beginning', value: true } }, { signal });
    for await (const { event } of responses) if (event?.$case === 'messages') event.value.messages.forEach(heard);
  }

  close(): void {
    for (const channel of this.channels) channel.close();
  }

  private client(node: number): NodeServiceClient {
    return this.clients[node] as NodeServiceClient;
  }
}
