import type { Address } from './address.js';
import { formatAddress } from './address.js';
import type { Report } from './report.js';
import type { UdpPeer } from './udp-peer.js';

/** How often names are looked at, and the silence after which a name is resolved again. */
const CHECK_MS = 5_000;
const SILENCE_MS = 10_000;

export interface NamesOptions {
  readonly resolve: (address: Address) => Promise<UdpPeer>;
  /** When a configured peer was last heard (monotonic ms, undefined: never); 'gone' if it is configured no longer. */
  readonly heardAt: (peer: UdpPeer) => number | undefined | 'gone';
  /** A name leads somewhere else (or for the first time somewhere). */
  readonly moved: (from: UdpPeer | undefined, to: UdpPeer) => void;
  readonly report: Report;
}

interface Entry {
  readonly address: Address;
  peer: UdpPeer | undefined;
  suspect: boolean;
}

/** The configured peers that were given by host name: each is resolved again while nothing is heard from it. */
export class Names {
  private readonly entries = new Map<string, Entry>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: NamesOptions) {}

  /** Watches over a name; `peer` is what it leads to now, undefined if it could not be resolved. */
  add(address: Address, peer: UdpPeer | undefined): void {
    this.entries.set(formatAddress(address), { address, peer, suspect: false });
    this.timer ??= setInterval(() => void this.check(), CHECK_MS).unref();
  }

  *peers(): Iterable<UdpPeer> {
    for (const { peer } of this.entries.values()) if (peer !== undefined) yield peer;
  }

  /** A datagram could not be sent to this peer. */
  suspect(peer: UdpPeer): void {
    for (const entry of this.entries.values()) if (entry.peer === peer) entry.suspect = true;
  }

  /** Resolves again every name that nothing is heard from. */
  async check(): Promise<void> {
    await Promise.all([...this.entries].map(([name, entry]) => this.checkOne(name, entry)));
  }

  stop(): void {
    clearInterval(this.timer);
    this.entries.clear();
  }

  private async checkOne(name: string, entry: Entry): Promise<void> {
    if (entry.peer !== undefined) {
      const heardAt = this.options.heardAt(entry.peer);
      if (heardAt === 'gone') return void this.entries.delete(name);
      if (!entry.suspect && heardAt !== undefined && performance.now() - heardAt < SILENCE_MS) return;
    }
    entry.suspect = false;
    const found = await this.options.resolve(entry.address).catch(() => undefined);
    if (found === undefined || found === entry.peer || this.entries.get(name) !== entry) return;
    const before = entry.peer;
    entry.peer = found;
    this.options.report('info', `${name} is now ${formatAddress(found)}`);
    this.options.moved(before, found);
  }
}
