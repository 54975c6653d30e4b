import type { Peer } from '../../core/context.js';
import { status } from '../../core/packet.js';
import { encode } from '../../wire/codec.js';
import type { LinkBehaviour } from '../engine/options.js';
import type { Taps } from '../engine/taps.js';
import { DROP } from '../links/rule.js';
import { Alarm } from './alarm.js';
import { DelayQueue } from './delay-queue.js';
import { Facade, type LinkCounts, type SocketAddress } from './facade.js';
import { Facades } from './facades.js';
import { kindOf } from './kind.js';
import type { Onlooker } from './onlooker.js';
import { rewriteRelay } from './rewrite.js';

export interface RelayOptions {
  /** What happens to each datagram: asked as it arrives here. */
  readonly behaviour: LinkBehaviour;
  /** ms, the `now` of `behaviour` and of the taps. */
  readonly clock: () => number;
  /** Told of every datagram that a node puts on a link, lost or not. */
  readonly taps?: Pick<Taps, 'wantsPackets' | 'packet'>;
}

/** A datagram on its way. */
interface Delayed {
  readonly bytes: Uint8Array;
  /** As it left: other bytes only if it is corrupted. */
  readonly sent: Uint8Array;
  readonly entry: Facade;
}

const HOST = '127.0.0.1';

const GREETING = encode(status([]), 'course');

/**
 * Links between real sockets that can be delayed, lossy or cut. Each node knows each of its neighbours only by a facade, one socket
 * per directed pair, so that no datagram can walk round a cut: the sources and addresses that it learns are facades as well. A datagram
 * comes in at the facade of its receiver and goes out at the facade of its sender.
 */
export class Relay {
  private readonly facades = new Facades();
  /** Where the nodes really are. */
  private readonly nodes = new Map<number, SocketAddress>();
  private readonly delayed = new DelayQueue<Delayed>();
  private readonly alarm: Alarm;
  /** Replaced, not changed, because one may take itself away while it is called. */
  private onlookers: readonly Onlooker[] = [];
  private isClosed = false;

  constructor(private readonly options: RelayOptions) {
    this.alarm = new Alarm(() => this.deliverDue(), options.clock);
  }

  /** Opens the link between two nodes, both ways. Throws INVALID_ADDRESS where there are no sockets left. */
  async link(a: number, b: number): Promise<void> {
    const opened = await Promise.allSettled([this.open(a, b), this.open(b, a)]);
    const failed = opened.find((one) => one.status === 'rejected');
    if (failed === undefined && !this.isClosed) return;
    this.unlink(a, b);
    if (failed !== undefined) throw failed.reason;
  }

  /** Closes it: what is still on its way is lost. */
  unlink(a: number, b: number): void {
    this.facades.remove(a, b);
    this.facades.remove(b, a);
  }

  /** The address by which node `seenBy` reaches its neighbour `of`. */
  addressOf(of: number, seenBy: number): SocketAddress {
    return this.facade(of, seenBy).address;
  }

  /** The same; undefined where the two are not linked. */
  knownAddress(of: number, seenBy: number): SocketAddress | undefined {
    return this.facades.get(of, seenBy)?.address;
  }

  /** Tells where a node's socket really is; undefined: it is gone. Until then nothing from it or for it is handed on. */
  attach(node: number, address: SocketAddress | undefined): void {
    if (address === undefined) this.nodes.delete(node);
    else this.nodes.set(node, address);
    for (const facade of this.facades.seenBy(node)) facade.attach(address);
  }

  /** Lets a node hear one that it may know by this address: a Status that says nothing is sent to it from there. */
  greet(node: number, by: Pick<SocketAddress, 'port'>): void {
    const of = this.facades.at(by);
    if (of !== undefined) this.facades.get(of, node)?.send(GREETING);
  }

  /** Where a node really is; undefined while it is down. */
  whereIs(node: number): SocketAddress | undefined {
    return this.nodes.get(node);
  }

  /** Which node a facade stands for. */
  nodeOf(peer: Peer): number | undefined {
    return peer.host === HOST ? this.facades.at(peer) : undefined;
  }

  /** Shows every datagram from now on. Returns the way to stop it. */
  look(onlooker: Onlooker): () => void {
    this.onlookers = [...this.onlookers, onlooker];
    return () => void (this.onlookers = this.onlookers.filter((one) => one !== onlooker));
  }

  /** What node `from` has sent to node `to`. */
  counts(from: number, to: number): Readonly<LinkCounts> {
    return this.facade(to, from).counts;
  }

  /** Datagrams that are on their way. */
  get inFlight(): number {
    return this.delayed.size;
  }

  close(): void {
    this.isClosed = true;
    this.alarm.stop();
    this.facades.close();
  }

  private async open(of: number, seenBy: number): Promise<void> {
    const facade = await Facade.open(of, seenBy, HOST, (bytes, entry) => this.onDatagram(bytes, entry));
    facade.attach(this.nodes.get(seenBy));
    this.facades.add(facade);
  }

  private facade(of: number, seenBy: number): Facade {
    const facade = this.facades.get(of, seenBy);
    if (facade === undefined) throw new Error(`nodes ${of} and ${seenBy} are not linked`);
    return facade;
  }

  private onDatagram(bytes: Uint8Array, entry: Facade): void {
    const { behaviour, clock, taps } = this.options;
    const { seenBy: from, of: to } = entry;
    const now = clock();
    const delay = behaviour.decide(from, to, bytes.length, now);
    if (taps?.wantsPackets) taps.packet(now, from, to, kindOf(bytes), bytes.length, delay);
    for (const onlooker of this.onlookers) onlooker.left?.(now, from, to, bytes, delay);
    if (delay === DROP) entry.counts.lost++;
    else this.forward(bytes, entry, now, delay);
    for (let more = behaviour.copies(from, to, now); more > 0; more--)
      this.forward(bytes, entry, now, behaviour.decide(from, to, bytes.length, now));
  }

  private forward(bytes: Uint8Array, entry: Facade, now: number, delay: number): void {
    if (delay === DROP) return;
    const { behaviour } = this.options;
    const arriving = behaviour.corrupts(entry.seenBy, entry.of, now) ? behaviour.corrupted(bytes) : bytes;
    if (delay <= 0) return this.deliver({ bytes: arriving, sent: bytes, entry });
    this.delayed.put(now + delay, { bytes: arriving, sent: bytes, entry });
    this.alarm.set(this.delayed.next);
  }

  private deliverDue(): void {
    const now = this.options.clock();
    for (let next = this.delayed.take(now); next !== undefined; next = this.delayed.take(now)) this.deliver(next);
    if (this.delayed.size > 0) this.alarm.set(this.delayed.next);
  }

  private deliver({ bytes, sent, entry }: Delayed): void {
    const exit = this.facades.get(entry.seenBy, entry.of);
    // A link that was cut and made again meanwhile has other facades: what left before the cut is lost.
    const isLinked = this.facades.get(entry.of, entry.seenBy) === entry;
    const arriving = exit === undefined ? bytes : rewriteRelay(bytes, exit.address);
    if (!isLinked || exit?.send(arriving) !== true) return void entry.counts.undeliverable++;
    entry.counts.delivered++;
    if (this.onlookers.length === 0) return;
    const now = this.options.clock();
    for (const onlooker of this.onlookers) onlooker.arrived?.(now, entry.seenBy, entry.of, arriving, sent);
  }
}
