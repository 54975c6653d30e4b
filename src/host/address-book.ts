import { canonicalHost } from './address.js';
import { UdpPeer } from './udp-peer.js';

/** Addresses kept in one generation before the oldest are dropped: some 200 bytes each. */
const GENERATION = 4_096;

export interface AddressBookOptions {
  /** Family of the socket that sends. */
  readonly family: 4 | 6;
  readonly isSelf: (host: string, port: number) => boolean;
  /** The peers that somebody holds and that must stay what they are. Asked once in thousands of new addresses. */
  readonly held: () => Iterable<UdpPeer>;
}

/**
 * One `UdpPeer` per address, so that peers are compared with `===`.
 *
 * Source addresses can be invented, so the book is bounded: it has two generations, a lookup moves a peer into the young one,
 * and a full young one makes the old one go, except for the peers that are held.
 */
export class AddressBook {
  private young = new Map<number, Map<string, UdpPeer>>();
  private old = new Map<number, Map<string, UdpPeer>>();
  private count = 0;

  constructor(private readonly options: AddressBookOptions) {}

  /** The peer of a numeric address as a socket reports it. Builds no string when the address is known. */
  intern(host: string, port: number): UdpPeer {
    return this.young.get(port)?.get(host) ?? this.find(host, port);
  }

  /** Addresses in the book. */
  get size(): number {
    return this.count + tally(this.old);
  }

  private find(host: string, port: number): UdpPeer {
    const canonical = canonicalHost(host);
    const peer = this.young.get(port)?.get(canonical) ?? this.old.get(port)?.get(canonical) ?? this.make(canonical, port);
    if (this.count >= GENERATION) this.turnOver();
    this.keep(canonical, peer);
    if (canonical !== host) this.keep(host, peer); // the next lookup of this spelling is one step too
    return peer;
  }

  private make(host: string, port: number): UdpPeer {
    const target = this.options.family === 6 && !host.includes(':') ? `::ffff:${host}` : host;
    return new UdpPeer(host, port, target, this.options.isSelf(host, port));
  }

  private keep(host: string, peer: UdpPeer): void {
    let hosts = this.young.get(peer.port);
    if (hosts === undefined) this.young.set(peer.port, (hosts = new Map()));
    if (!hosts.has(host)) this.count++;
    hosts.set(host, peer);
  }

  private turnOver(): void {
    this.old = this.young;
    this.young = new Map();
    this.count = 0;
    for (const peer of this.options.held()) this.keep(peer.host, peer);
  }
}

function tally(generation: ReadonlyMap<number, ReadonlyMap<string, UdpPeer>>): number {
  let sum = 0;
  for (const hosts of generation.values()) sum += hosts.size;
  return sum;
}
