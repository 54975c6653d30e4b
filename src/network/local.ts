import { type ControlServer, serveControl } from '../control/server.js';
import { PeersterError } from '../core/errors.js';
import type { Settings } from '../core/settings.js';
import { openUdpNode } from '../host/open.js';
import type { UdpNode } from '../host/udp-node.js';
import { VERSION } from '../version.js';
import type { Rule } from './links/rule.js';
import type { SocketAddress } from './relay/facade.js';
import { Relay } from './relay/relay.js';
import type { Topology } from './topology/topology.js';

export interface LocalOptions {
  readonly topology: Topology;
  /** One for each node. */
  readonly names: readonly string[];
  /** What the links do. Undefined: there is no relay, nodes reach one another directly. */
  readonly rule: Rule | undefined;
  /** The UIPort of the first node, the others follow; 0: any free ones. */
  readonly uiPort: number;
  readonly seed: number;
  readonly settings?: Partial<Settings>;
}

/** A node of a network, as somebody outside reaches it. */
export interface NetworkNode {
  readonly name: string;
  readonly gossipAddress: string;
  readonly uiAddress: string;
}

const HOST = '127.0.0.1';

/** Many real nodes in one process, each with its own gossip socket and its own UIPort. */
export class LocalNetwork {
  private readonly opened: UdpNode[] = [];
  private readonly servers: ControlServer[] = [];
  private relay: Relay | undefined;

  private constructor(private readonly options: LocalOptions) {}

  /** Throws INVALID_ADDRESS, INVALID_NAME or INVALID_SETTING; nothing is left open then. */
  static async open(options: LocalOptions): Promise<LocalNetwork> {
    const network = new LocalNetwork(options);
    try {
      await network.start();
    } catch (error) {
      await network.close();
      throw error;
    }
    return network;
  }

  get topology(): Topology {
    return this.options.topology;
  }

  get nodes(): readonly NetworkNode[] {
    return this.opened.map(({ facts }) => facts);
  }

  /** Closes every node at once; resolves once all sockets are gone. */
  async close(): Promise<void> {
    for (const node of this.opened) node.close();
    this.relay?.close();
    await Promise.all(this.servers.map((server) => server.close()));
  }

  private async start(): Promise<void> {
    const { rule, names, topology } = this.options;
    if (rule !== undefined) this.relay = await Relay.open({ edges: topology.edges, rule });
    for (const [node, name] of names.entries()) await this.openNode(node, name);
    for (const [a, b] of topology.edges) {
      await this.introduce(a, b);
      await this.introduce(b, a);
    }
  }

  private async openNode(index: number, name: string): Promise<void> {
    const { seed, settings } = this.options;
    const node = await openUdpNode({ name, gossipAddress: `${HOST}:0`, seed: seed + index, settings });
    this.opened.push(node);
    this.relay?.attach(index, socketAddress(node.facts.gossipAddress));
    const server = await serveControl(node, { host: HOST, port: this.uiPort(index), insecure: false, version: VERSION });
    this.servers.push(server);
    node.facts.uiAddress = server.address;
  }

  private uiPort(index: number): number {
    const { uiPort } = this.options;
    if (uiPort === 0) return 0;
    if (uiPort + index > 65_535) throw new PeersterError('INVALID_ADDRESS', `UIPorts from ${uiPort} on: ports end at 65535`);
    return uiPort + index;
  }

  /** Makes `whom` a configured peer of `node`. */
  private async introduce(node: number, whom: number): Promise<void> {
    const [self, other] = [this.opened[node], this.opened[whom]];
    if (self === undefined || other === undefined) throw new Error(`the topology has a node ${Math.max(node, whom)}, which has no name`);
    const facade = this.relay?.addressOf(whom, node);
    const peer = await self.resolve(facade === undefined ? other.facts.gossipAddress : `${facade.host}:${facade.port}`);
    self.command((core) => core.addPeer(peer));
  }
}

function socketAddress(text: string): SocketAddress {
  const colon = text.lastIndexOf(':');
  return { host: text.slice(0, colon), port: Number(text.slice(colon + 1)) };
}
