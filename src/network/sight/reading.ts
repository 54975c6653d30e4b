import type { Dialect, Packet } from '../../core/packet.js';
import type { DropReason } from '../../core/events.js';
import { type Bundle, decode } from '../../wire/codec.js';
import type { Onlooker } from '../relay/onlooker.js';
import type { Sighting, Witness } from './witness.js';

/** What decoding a datagram gives. */
type Read = Packet | Bundle | DropReason;

/**
 * Reads what a relay carries, for witnesses. The dialect of a node is what its Statuses show; a private message is read in the form in
 * which it is for a node that there is.
 */
export class Reading implements Onlooker {
  /** Those that have shown that they are reference nodes. */
  private readonly references = new Set<number>();
  private witnesses: readonly Witness[] = [];
  private lastBytes: Uint8Array | undefined;
  private last: Read = 'malformed';

  /** `isNode`: whether a node of the network has or had this name. */
  constructor(private readonly isNode: (name: string) => boolean) {}

  /** Returns the way to take it away. */
  add(witness: Witness): () => void {
    this.witnesses = [...this.witnesses, witness];
    return () => void (this.witnesses = this.witnesses.filter((one) => one !== witness));
  }

  /** Whether the node has shown that it is a reference node. */
  isReference(node: number): boolean {
    return this.references.has(node);
  }

  left(at: number, from: number, to: number, bytes: Uint8Array): void {
    const read = this.read(from, bytes);
    const sighting: Sighting = { at, from, to, bytes };
    for (const witness of this.witnesses) {
      if (typeof read === 'string') witness.unreadableLeft?.(read, sighting);
      else for (const packet of packetsOf(read)) witness.left?.(packet, sighting);
    }
  }

  arrived(at: number, from: number, to: number, bytes: Uint8Array, sent: Uint8Array): void {
    const read = this.read(from, bytes);
    const sighting: Sighting = { at, from, to, bytes };
    // The relay itself writes another address into a SimpleMessage.
    const isAltered = bytes !== sent && (typeof read === 'string' || read.kind !== 'simple');
    for (const witness of this.witnesses) {
      if (typeof read === 'string') witness.unreadableArrived?.(read, sighting, isAltered);
      else for (const packet of packetsOf(read)) witness.arrived?.(packet, sighting, isAltered);
    }
  }

  /** Mostly what leaves arrives at once: it is read once. */
  private read(from: number, bytes: Uint8Array): Read {
    if (bytes === this.lastBytes) return this.last;
    const read = this.decode(from, bytes);
    if (typeof read === 'object' && read.kind === 'status' && read.route !== undefined) this.references.add(from);
    this.lastBytes = bytes;
    this.last = read;
    return read;
  }

  private decode(from: number, bytes: Uint8Array): Read {
    const dialect: Dialect = this.references.has(from) ? 'reference' : 'course';
    const read = decode(bytes, dialect);
    if (typeof read === 'string' || read.kind !== 'private' || this.isNode(read.destination)) return read;
    // A node that knows both forms writes for its next hop, and nothing in the packet tells.
    const other = decode(bytes, dialect === 'course' ? 'reference' : 'course');
    return typeof other === 'object' && other.kind === 'private' && this.isNode(other.destination) ? other : read;
  }
}

function packetsOf(read: Packet | Bundle): readonly Packet[] {
  return read.kind === 'bundle' ? read.rumors : [read];
}
