import type { Files } from '../../src/core/files/files.js';
import type { NodeEvent } from '../../src/core/events.js';
import type { Node, NodeOptions, Published } from '../../src/core/node.js';
import { Random } from '../../src/core/random.js';
import { type Settings, settings } from '../../src/core/settings.js';
import { PacketCounters } from '../../src/wire/counters.js';
import { Endpoint } from '../../src/wire/endpoint.js';
import { MemoryFiles } from '../../src/network/emulated/memory-files.js';
import type { MemoryNetwork, MemoryPeer } from './memory-network.js';

export interface MemoryNodeOptions {
  readonly name: string;
  /** Its address is the network's peer of this number. */
  readonly index: number;
  /** Numbers of its peers. */
  readonly peers?: readonly number[];
  readonly simple?: boolean;
  readonly settings?: Partial<Settings>;
  readonly rule?: NodeOptions['rule'];
  /** A quicker SHA-256 than the core's own. */
  readonly sha256?: (bytes: Uint8Array) => Uint8Array;
}

/** A node of a memory network: the endpoint, with a virtual host around it. */
export class MemoryNode {
  readonly address: MemoryPeer;
  readonly counters = new PacketCounters();
  /** What files it has and gets; made with the first one. */
  disk: MemoryFiles | undefined;
  /** Called with every event, besides the network's digest. */
  onEvent: ((event: NodeEvent) => void) | undefined;
  private readonly endpoint: Endpoint;
  private flushing = false;
  private stopped = false;
  /** The wake-up that counts: an earlier one that was put down for nothing is ignored. */
  private wakeUp = Number.POSITIVE_INFINITY;

  constructor(
    private readonly network: MemoryNetwork,
    options: MemoryNodeOptions,
  ) {
    this.address = network.peer(options.index);
    this.endpoint = this.makeEndpoint(options);
    network.attach(this.address, (bytes, from) => this.receive(bytes, from));
    this.flushSoon();
  }

  get node(): Node {
    return this.endpoint.node;
  }

  /** Runs a command as a step of the node. */
  command<T>(act: (node: Node) => T): T {
    const value = this.endpoint.act(this.network.now, act);
    this.flushSoon();
    return value;
  }

  publish(text: string): Published {
    return this.command((node) => node.publish(text));
  }

  share(name: string, bytes: Uint8Array): string {
    return this.command(({ files }) => files.share((this.disk as MemoryFiles).index(name, bytes)).metahash);
  }

  texts(): readonly string[] {
    const { log } = this.node;
    return Array.from({ length: log.end - log.oldest }, (_, index) => log.at(log.oldest + index).text);
  }

  /** As if its process had been killed. */
  stop(): void {
    this.stopped = true;
    this.network.detach(this.address);
  }

  private receive(bytes: Uint8Array, from: MemoryPeer): void {
    this.endpoint.onDatagram(bytes, from, this.network.now);
    this.flushSoon();
  }

  /** A turn is everything that happens at one time. */
  private flushSoon(): void {
    if (this.flushing) return;
    this.flushing = true;
    this.network.agenda.put(this.network.now, () => {
      this.flushing = false;
      if (!this.stopped) this.endpoint.flush();
    });
  }

  private wakeAt(deadline: number): void {
    if (deadline === this.wakeUp || this.stopped) return;
    this.wakeUp = deadline;
    if (deadline === Number.POSITIVE_INFINITY) return;
    this.network.agenda.put(Math.max(deadline, this.network.now), () => this.wake(deadline));
  }

  private wake(deadline: number): void {
    if (deadline !== this.wakeUp || this.stopped) return;
    this.wakeUp = Number.POSITIVE_INFINITY;
    this.endpoint.wake(this.network.now);
    this.flushSoon();
  }

  private emit(event: NodeEvent): void {
    this.network.digest?.event(this.network.now, this.address.index, event);
    this.onEvent?.(event);
  }

  private makeEndpoint({ name, index, simple, peers, settings: changes, rule, sha256 }: MemoryNodeOptions): Endpoint {
    const { network, address } = this;
    return new Endpoint({
      name,
      simple: simple ?? false,
      settings: settings(changes ?? {}),
      peers: (peers ?? []).map((peer) => network.peer(peer)),
      random: new Random(network.seed, index + 1),
      address: `${address.host}:${address.port}`,
      now: network.now,
      counters: this.counters,
      isSelf: (peer) => peer === address,
      wants: () => network.digest !== undefined || this.onEvent !== undefined,
      emit: (event) => this.emit(event),
      host: { send: (bytes, to) => network.send(bytes, address, to as MemoryPeer), wakeAt: (deadline) => this.wakeAt(deadline) },
      fileHost: () => (this.disk = new MemoryFiles((input) => this.later(input), sha256)),
      ...(rule === undefined ? {} : { rule }),
    });
  }

  private later(input: (files: Files) => void): void {
    this.network.agenda.put(this.network.now, () => void (this.stopped || this.command(({ files }) => input(files))));
  }
}
