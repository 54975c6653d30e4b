import { BOUNDS } from '../../src/core/bounds.js';
import { type Packet, type Rumor, rumor, type Status, status, type Want, want } from '../../src/core/packet.js';
import { Random } from '../../src/core/random.js';
import { decode, encode } from '../../src/wire/codec.js';
import type { MemoryNetwork, MemoryPeer } from './memory-network.js';

export interface GoNodeOptions {
  readonly name: string;
  readonly index: number;
  readonly peers?: readonly number[];
  /** Writes field 2 into each Status, acknowledges route rumors by it, and does not keep them. */
  readonly reference?: boolean;
  /** Ms between its route rumors; 0, and unless told: none. */
  readonly routeEvery?: number;
}

interface Flight {
  readonly rumor: Rumor;
  readonly to: MemoryPeer;
}

/**
 * A node as the Go programs are, by the letter of protocol.md §2 and no more: each rumor is one datagram, each is answered by the
 * whole vector, a Status by the first missing rumor. It knows no extension and paces nothing.
 */
export class GoNode {
  readonly address: MemoryPeer;
  readonly texts: string[] = [];
  readonly counts = { rumors: 0, statuses: 0, tooLarge: 0 };
  private readonly store = new Map<string, Rumor[]>();
  private readonly peers: MemoryPeer[];
  private readonly random: Random;
  private flights: Flight[] = [];

  constructor(
    private readonly network: MemoryNetwork,
    private readonly options: GoNodeOptions,
  ) {
    this.address = network.peer(options.index);
    this.peers = (options.peers ?? []).map((index) => network.peer(index));
    this.random = new Random(network.seed, options.index + 1).fork('go');
    network.attach(this.address, (bytes, from) => this.receive(bytes, from));
    this.every(1_000, () => this.tellVector(this.pick(undefined)));
    if (options.routeEvery) this.every(options.routeEvery, () => this.tellRoute());
  }

  get sent(): number {
    return this.counts.rumors + this.counts.statuses;
  }

  publish(text: string): void {
    const next = rumor(this.options.name, this.nextId(this.options.name), text);
    this.keep(next);
    this.monger(next, this.pick(undefined));
  }

  /** Puts what others said into its store, as if it had been there when they said it. */
  give(...rumors: readonly Rumor[]): void {
    for (const one of rumors) this.keep(one);
  }

  nextId(origin: string): number {
    return (this.store.get(origin)?.length ?? 0) + 1;
  }

  private receive(bytes: Uint8Array, from: MemoryPeer): void {
    const packet = decode(bytes, 'course');
    if (typeof packet === 'string' || packet.kind === 'bundle') return;
    if (!this.peers.includes(from)) this.peers.push(from);
    if (packet.kind === 'rumor') this.receiveRumor(packet, from);
    if (packet.kind === 'status') this.receiveStatus(packet, from);
  }

  private receiveRumor(one: Rumor, from: MemoryPeer): void {
    if (this.options.reference && one.text === '') return this.send(status([], undefined, 0, one.origin), from);
    const isNew = one.id === this.nextId(one.origin);
    if (isNew) this.keep(one);
    this.tellVector(from);
    if (isNew) this.monger(one, this.pick(from));
  }

  private receiveStatus(told: Status, from: MemoryPeer): void {
    if (told.route) return;
    const nextIds = new Map(told.want.map(({ identifier, nextId }) => [identifier, Math.max(nextId, 1)]));
    const acknowledged = this.flights.filter((one) => one.to === from && one.rumor.id < (nextIds.get(one.rumor.origin) ?? 1));
    this.flights = this.flights.filter((one) => !acknowledged.includes(one));
    const missing = this.firstMissing(nextIds);
    if (missing !== undefined) this.monger(missing, from);
    else if (told.want.some(({ identifier, nextId }) => nextId > this.nextId(identifier))) this.tellVector(from);
    else for (const one of acknowledged) this.flip(one);
  }

  private firstMissing(nextIds: ReadonlyMap<string, number>): Rumor | undefined {
    for (const [origin, rumors] of this.store) {
      const missing = rumors[(nextIds.get(origin) ?? 1) - 1];
      if (missing !== undefined) return missing;
    }
    return undefined;
  }

  private flip({ rumor: one, to }: Flight): void {
    if (this.random.chance(0.5)) this.monger(one, this.pick(to));
  }

  private monger(one: Rumor, to: MemoryPeer | undefined): void {
    if (to === undefined) return;
    const flight = { rumor: one, to };
    this.flights.push(flight);
    this.send(one, to);
    this.network.agenda.put(this.network.now + 1_000, () => {
      if (!this.flights.includes(flight)) return;
      this.flights = this.flights.filter((other) => other !== flight);
      this.flip(flight);
    });
  }

  private tellVector(to: MemoryPeer | undefined): void {
    if (to === undefined) return;
    const wants: Want[] = [...this.store].map(([origin, rumors]) => want(origin, rumors.length + 1));
    this.send(status(wants, undefined, 0, this.options.reference ? '' : undefined), to);
  }

  /** Carries the next id and does not use it up. */
  private tellRoute(): void {
    for (const peer of this.peers) this.send(rumor(this.options.name, this.nextId(this.options.name), ''), peer);
  }

  private keep(one: Rumor): void {
    const known = this.store.get(one.origin);
    if (known === undefined) this.store.set(one.origin, [one]);
    else known.push(one);
    if (one.text !== '') this.texts.push(one.text);
  }

  private pick(except: MemoryPeer | undefined): MemoryPeer | undefined {
    const others = this.peers.filter((peer) => peer !== except);
    return others[this.random.below(Math.max(1, others.length))];
  }

  private send(packet: Packet, to: MemoryPeer): void {
    const bytes = encode(packet, 'course');
    if (bytes.length > BOUNDS.datagramBytes) return void this.counts.tooLarge++;
    if (packet.kind === 'rumor') this.counts.rumors++;
    else this.counts.statuses++;
    this.network.send(bytes, this.address, to);
  }

  private every(ms: number, act: () => void): void {
    this.network.agenda.put(this.network.now + ms, () => {
      act();
      this.every(ms, act);
    });
  }
}
