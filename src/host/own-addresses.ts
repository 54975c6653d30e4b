import { networkInterfaces } from 'node:os';
import { type Address, canonicalHost, isUnspecified } from './address.js';

/** Interfaces come and go; asking for them costs about 0.1 ms. */
const REFRESH_MS = 10_000;

/** Every address under which this node can be reached: the one it is bound to, the one it advertises, and where it is bound to all interfaces, each of theirs. */
export class OwnAddresses {
  private interfaces: ReadonlySet<string> = new Set();
  private readAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly bound: Address,
    private readonly advertised: Address,
  ) {}

  has(host: string, port: number): boolean {
    if (port === this.advertised.port && host === this.advertised.host) return true;
    if (port !== this.bound.port) return false;
    return isUnspecified(this.bound.host) ? this.isLocal(host) : host === canonicalHost(this.bound.host);
  }

  private isLocal(host: string): boolean {
    if (host.startsWith('127.')) return true; // all of 127/8 leads here, though only one address of it is listed
    const now = performance.now();
    if (now - this.readAt > REFRESH_MS) {
      this.interfaces = localHosts();
      this.readAt = now;
    }
    return this.interfaces.has(host);
  }
}

/** What others may call a node that is bound to every interface: the first address that leads out of the machine, else loopback. */
export function outwardHost(family: 4 | 6): string {
  const wanted = family === 4 ? 'IPv4' : 'IPv6';
  for (const list of Object.values(networkInterfaces())) {
    const outward = list?.find((entry) => !entry.internal && entry.family === wanted && !entry.address.startsWith('fe80:'));
    if (outward !== undefined) return outward.address;
  }
  return family === 4 ? '127.0.0.1' : '::1';
}

function localHosts(): ReadonlySet<string> {
  const hosts = new Set<string>();
  for (const [name, list] of Object.entries(networkInterfaces())) {
    for (const { address } of list ?? []) hosts.add(address.startsWith('fe80:') ? `${address}%${name}` : address);
  }
  return hosts;
}
