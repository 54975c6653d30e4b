import { DROP } from '../links/rule.js';
import { HEADER_BYTES, type Traffic } from '../spread/traffic.js';

/** What carries rumors; the rest is talk about them. */
const PAYLOADS: ReadonlySet<string> = new Set(['rumor', 'bundle', 'simple']);

/** What the nodes sent: by kind and by node. */
export class Load {
  /** Datagrams with rumors that links did not lose. */
  payloadsArrived = 0;
  /** Datagrams that links lost. */
  lost = 0;
  private readonly kinds = new Map<string, { packets: number; bytes: number }>();
  private packets: Float64Array;
  private bytes: Float64Array;

  constructor(nodes: number) {
    this.packets = new Float64Array(nodes);
    this.bytes = new Float64Array(nodes);
  }

  add(from: number, kind: string, bytes: number, delay: number): void {
    let tally = this.kinds.get(kind);
    if (tally === undefined) this.kinds.set(kind, (tally = { packets: 0, bytes: 0 }));
    tally.packets++;
    tally.bytes += bytes;
    if (from >= this.packets.length) this.grow(from);
    this.packets[from]!++;
    this.bytes[from]! += bytes + HEADER_BYTES;
    if (delay === DROP) this.lost++;
    else if (PAYLOADS.has(kind)) this.payloadsArrived++;
  }

  /** By kinds that were sent, without headers; most packets first. */
  traffic(): Traffic[] {
    return [...this.kinds].map(([kind, tally]) => ({ kind, ...tally })).sort((a, b) => b.packets - a.packets);
  }

  /** Mean size of what carried rumors, without headers; 0 where nothing did. */
  payloadBytes(): number {
    const payloads = [...this.kinds].filter(([kind]) => PAYLOADS.has(kind)).map(([, tally]) => tally);
    const packets = payloads.reduce((sum, tally) => sum + tally.packets, 0);
    return packets === 0 ? 0 : payloads.reduce((sum, tally) => sum + tally.bytes, 0) / packets;
  }

  /** Of a node: datagrams, and bytes with headers. */
  of(node: number): { readonly packets: number; readonly bytes: number } {
    return { packets: this.packets[node] ?? 0, bytes: this.bytes[node] ?? 0 };
  }

  private grow(node: number): void {
    const [packets, bytes] = [this.packets, this.bytes];
    const nodes = Math.max(node + 1, Math.ceil(packets.length * 1.5));
    this.packets = new Float64Array(nodes);
    this.bytes = new Float64Array(nodes);
    this.packets.set(packets);
    this.bytes.set(bytes);
  }
}
