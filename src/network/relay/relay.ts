import { DROP, type Rule } from '../links/rule.js';
import type { Edge } from '../topology/topology.js';
import { DelayQueue } from './delay-queue.js';
import { Facade, type LinkCounts, type SocketAddress } from './facade.js';
import { rewriteRelay } from './rewrite.js';

export interface RelayOptions {
  readonly edges: readonly Edge[];
  /** What happens to each datagram. It is asked once for each, when the datagram arrives here. */
  readonly rule: Rule;
  /** Sees every datagram that a node puts on a link, lost or not. */
  readonly onSent?: (from: number, to: number, bytes: Uint8Array, now: number) => void;
}

/** One direction of one link: datagrams come in at the facade of the receiver and go out at the facade of the sender. */
interface Link {
  readonly entry: Facade;
  readonly exit: Facade;
}

interface Delayed {
  readonly bytes: Uint8Array;
  readonly link: Link;
}

const HOST = '127.0.0.1';

/**
 * Links between real sockets that can be delayed, lossy or cut. Each node knows each of its neighbours only by a facade, one socket
 * per directed pair, so that no datagram can walk round a cut: the sources and addresses that it learns are facades as well.
 */
export class Relay {
  private readonly facades = new Map<string, Facade>();
  private readonly delayed = new DelayQueue<Delayed>();
  private timer: NodeJS.Timeout | undefined;
  private timerDue = Number.POSITIVE_INFINITY;

  private constructor(private readonly options: RelayOptions) {}

  static async open(options: RelayOptions): Promise<Relay> {
    const relay = new Relay(options);
    await Promise.all(options.edges.flatMap(([a, b]) => [relay.openFacade(a, b), relay.openFacade(b, a)]));
    for (const entry of relay.facades.values()) {
      const link = { entry, exit: relay.facade(entry.seenBy, entry.of) };
      entry.onDatagram((bytes) => relay.onDatagram(link, bytes));
    }
    return relay;
  }

  /** The address by which node `seenBy` reaches its neighbour `of`. */
  addressOf(of: number, seenBy: number): SocketAddress {
    return this.facade(of, seenBy).address;
  }

  /** Tells where a node's socket really is; undefined: it is gone. Until then nothing from it or for it is handed on. */
  attach(node: number, address: SocketAddress | undefined): void {
    for (const facade of this.facades.values()) if (facade.seenBy === node) facade.attach(address);
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
    clearTimeout(this.timer);
    for (const facade of this.facades.values()) facade.close();
  }

  private async openFacade(of: number, seenBy: number): Promise<void> {
    this.facades.set(key(of, seenBy), await Facade.open(of, seenBy, HOST));
  }

  private facade(of: number, seenBy: number): Facade {
    const facade = this.facades.get(key(of, seenBy));
    if (facade === undefined) throw new Error(`nodes ${of} and ${seenBy} are not linked`);
    return facade;
  }

  private onDatagram(link: Link, bytes: Uint8Array): void {
    const now = performance.now();
    const { seenBy: from, of: to } = link.entry;
    this.options.onSent?.(from, to, bytes, now);
    const delay = this.options.rule(from, to, bytes.length, now);
    if (delay === DROP) link.entry.counts.lost++;
    else if (delay <= 0) deliver(link, bytes);
    else this.deliverAt(now + delay, { link, bytes });
  }

  private deliverAt(due: number, datagram: Delayed): void {
    this.delayed.put(due, datagram);
    this.arm();
  }

  /** One timer for all that is delayed, set again only when something earlier comes. */
  private arm(): void {
    if (this.delayed.next >= this.timerDue) return;
    clearTimeout(this.timer);
    this.timerDue = this.delayed.next;
    // Rounded up: a timer keeps whole ms, and nothing may arrive earlier than asked.
    this.timer = setTimeout(() => this.deliverDue(), Math.ceil(this.timerDue - performance.now()));
  }

  private deliverDue(): void {
    this.timerDue = Number.POSITIVE_INFINITY;
    const now = performance.now();
    for (let next = this.delayed.take(now); next !== undefined; next = this.delayed.take(now)) deliver(next.link, next.bytes);
    if (this.delayed.size > 0) this.arm();
  }
}

function deliver(link: Link, bytes: Uint8Array): void {
  const { counts } = link.entry;
  if (link.exit.send(rewriteRelay(bytes, link.exit.address))) counts.delivered++;
  else counts.undeliverable++;
}

function key(of: number, seenBy: number): string {
  return `${of} ${seenBy}`;
}
