import {
  type CreateNetworkRequest,
  type DeepPartial,
  type ExplainResponse,
  type Fault,
  type GetNetworkResponse,
  type GetReportResponse,
  type Judgement,
  type NetworkNode,
  type NetworkServiceClient,
  NetworkServiceDefinition,
  NodeMemory,
} from '../../../src/gen/peerster/v1/network.js';
import { NodeServiceDefinition } from '../../../src/gen/peerster/v1/node.js';
import { type Channel, createChannel } from 'nice-grpc';
import { CHANNEL, clientOf } from './connect.js';
import { fromDuration, toDuration } from './durations.js';
import { explaining } from './errors.js';
import { named, partition } from './faults.js';
import { Node, type Until } from './node.js';
import { fromVector, toVector, type Vector } from './vector.js';

/** How long something may take in the network's time, ms. */
export interface Within extends Until {
  readonly timeout?: number;
}

/** Most of a page. */
const PAGE = 1_000;
const A_MINUTE = 60_000;

/**
 * A network of nodes: in virtual time, on real sockets, or as processes. Its methods fail with CallError. Times are ms of the network's
 * own time; virtual time passes while a call waits. Nodes are selected by name, as `faults.named` tells.
 */
export class Network {
  /** The generated client, for whatever has no method here. */
  readonly rpc: NetworkServiceClient;

  private constructor(
    readonly address: string,
    /** Its own on its server. */
    readonly name: string,
    private readonly channel: Channel,
  ) {
    this.rpc = clientOf(NetworkServiceDefinition, channel, {}, explaining);
  }

  /** A network of the server at an address. The name may be left out while there is exactly one. Nothing is sent before the first call. */
  static connect(address: string, name = ''): Network {
    return new Network(address, name, createChannel(address, undefined, CHANNEL));
  }

  /** Makes a network on the server at an address. */
  static async create(address: string, request: DeepPartial<CreateNetworkRequest>, until: Until = {}): Promise<Network> {
    const anyone = Network.connect(address);
    try {
      const { network } = await anyone.rpc.createNetwork(request, until);
      return new Network(address, network?.name ?? '', anyone.channel);
    } catch (error) {
      anyone.close();
      throw error;
    }
  }

  /** Ends the connection, not the network. */
  close(): void {
    this.channel.close();
  }

  /** Ends the network and everything in it. */
  async delete(until: Until = {}): Promise<void> {
    await this.rpc.deleteNetwork({ network: this.name }, until);
  }

  /** A node by its name. It is not looked for until it is called. */
  node(name: string): Node {
    const options = { node: name, ...(this.name !== '' && { network: this.name }) };
    return new Node({
      address: this.address,
      node: clientOf(NodeServiceDefinition, this.channel, options, explaining),
      close: () => {},
    });
  }

  /** Every node that is not gone, with what it does and where it is reached. */
  async *states(until: Until = {}): AsyncGenerator<NetworkNode, void> {
    for (let pageToken = ''; ; ) {
      const page = await this.rpc.listNodes({ network: this.name, pageSize: PAGE, pageToken }, until);
      yield* page.nodes;
      pageToken = page.nextPageToken;
      if (pageToken === '') return;
    }
  }

  /** The network as a whole: of a large one the first 1,000 nodes and 10,000 links. */
  describe(until: Until = {}): Promise<GetNetworkResponse> {
    return this.rpc.getNetwork({ network: this.name }, until);
  }

  /** Adds a node, linked with its neighbours. Without a name the server chooses one. */
  async addNode(name = '', neighbours: readonly string[] = [], until: Until = {}): Promise<Node> {
    const { nodes } = await this.rpc.addNodes({ network: this.name, nodes: [{ name, neighbours: [...neighbours] }] }, until);
    return this.node(nodes[0]?.name ?? name);
  }

  /** Ends nodes for good. */
  async remove(names: readonly string[], until: Until = {}): Promise<readonly string[]> {
    return (await this.rpc.removeNodes({ network: this.name, nodes: named(names) }, until)).names;
  }

  /** Nodes stop in the middle of whatever they do. */
  async crash(names: readonly string[], until: Until = {}): Promise<readonly string[]> {
    return (await this.rpc.crashNodes({ network: this.name, nodes: named(names) }, until)).names;
  }

  /** Crashed nodes come back, with all that they held or (`memory: 'lost'`) as new nodes under their old names. */
  async restart(names: readonly string[], { memory, ...until }: Until & { memory: 'kept' | 'lost' }): Promise<readonly NetworkNode[]> {
    const kept = memory === 'kept' ? NodeMemory.NODE_MEMORY_KEPT : NodeMemory.NODE_MEMORY_LOST;
    return (await this.rpc.restartNodes({ network: this.name, nodes: named(names), memory: kept }, until)).nodes;
  }

  /** Nodes do nothing until they are resumed. */
  async pause(names: readonly string[], until: Until = {}): Promise<readonly string[]> {
    return (await this.rpc.pauseNodes({ network: this.name, nodes: named(names) }, until)).names;
  }

  async resume(names: readonly string[], until: Until = {}): Promise<readonly string[]> {
    return (await this.rpc.resumeNodes({ network: this.name, nodes: named(names) }, until)).names;
  }

  /** Makes two nodes neighbours of one another. */
  async link(a: string, b: string, until: Until = {}): Promise<void> {
    await this.rpc.addLinks({ network: this.name, links: [{ a, b }] }, until);
  }

  /** Cuts a link. */
  async unlink(a: string, b: string, until: Until = {}): Promise<void> {
    await this.rpc.removeLinks({ network: this.name, links: [{ a, b }] }, until);
  }

  /** Puts faults in force; `faults` makes them. Returns their ids. */
  async addFaults(faults: readonly DeepPartial<Fault>[], until: Until = {}): Promise<readonly string[]> {
    return (await this.rpc.addFaults({ network: this.name, faults: [...faults] }, until)).ids;
  }

  /** Cuts some nodes off from all others. Returns the fault's id. */
  async partition(side: readonly string[], until: Until = {}): Promise<string> {
    return (await this.addFaults([partition(...side)], until))[0] as string;
  }

  /** Ends these faults, or all. */
  async heal(ids: readonly string[] = [], until: Until = {}): Promise<readonly string[]> {
    return (await this.rpc.healFaults({ network: this.name, ids: [...ids] }, until)).ids;
  }

  /** The faults in force. */
  async faults(until: Until = {}): Promise<readonly Fault[]> {
    return (await this.rpc.listFaults({ network: this.name }, until)).faults;
  }

  /** Lets so much time pass: at once on an emulated network. Returns the network's time. */
  async advance(ms: number, until: Until = {}): Promise<number> {
    return fromDuration((await this.rpc.advance({ network: this.name, duration: toDuration(ms) }, until)).time);
  }

  /** Resolves once every node that is up holds every rumor that any of them holds. The reason TIMED_OUT comes with who lacks what, and why. */
  async awaitConverged({ timeout = A_MINUTE, ...until }: Within = {}): Promise<Vector> {
    return toVector((await this.rpc.awaitConverged({ network: this.name, timeout: toDuration(timeout) }, until)).origins);
  }

  /** Lets time pass until these nodes hold at least a vector. Whether they did within the time. */
  async runUntilHeld(vector: Vector, names: readonly string[] = ['*'], { timeout = A_MINUTE, ...until }: Within = {}): Promise<boolean> {
    const value = { nodes: named(names), origins: fromVector(vector) };
    const request = { network: this.name, condition: { $case: 'vector', value }, limit: toDuration(timeout) } as const;
    return (await this.rpc.runUntil(request, until)).held;
  }

  /** Why the network has not converged, or why a rumor has not reached a node: in words, and as data. */
  explain(rumor?: { readonly origin: string; readonly id: number; readonly node: string }, until: Until = {}): Promise<ExplainResponse> {
    return this.rpc.explain({ network: this.name, rumor }, until);
  }

  /** The last lines that a node has printed, or would print as a process. `limit`: so many of them. WRONG_STATE: created without `keepLines`. */
  async lines(node: string, limit = 0, until: Until = {}): Promise<readonly string[]> {
    return (await this.rpc.listLines({ network: this.name, node, limit }, until)).lines;
  }

  /** What the network has done since its creation. */
  report(until: Until = {}): Promise<GetReportResponse> {
    return this.rpc.getReport({ network: this.name }, until);
  }

  /** Whether its nodes have kept the protocol, and whether the machine was fit to say so; docs/verdicts.md has the rules. */
  async judgement(until: Until = {}): Promise<Judgement | undefined> {
    return (await this.report(until)).judgement;
  }
}
