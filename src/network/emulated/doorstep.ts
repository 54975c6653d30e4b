import type { Parcel } from './carrier.js';

/** What came to a paused node. */
interface Waiting {
  readonly from: number;
  readonly parcel: Parcel;
}

/** About the datagrams of some hundred bytes that a UDP socket of Linux holds by default (208 KiB, of which each takes 768 bytes or more). */
const MOST = 256;

/** Parcels that wait for nodes that are paused, as datagrams do in a socket's buffer: what does not fit is lost. */
export class Doorstep {
  private readonly waiting = new Map<number, Waiting[]>();

  put(node: number, from: number, parcel: Parcel): void {
    const list = this.waiting.get(node);
    if (list === undefined) this.waiting.set(node, [{ from, parcel }]);
    else if (list.length < MOST) list.push({ from, parcel });
  }

  /** Everything that waits for a node, in the order in which it came. Nothing waits then. */
  take(node: number): readonly Waiting[] {
    const list = this.waiting.get(node) ?? [];
    this.waiting.delete(node);
    return list;
  }
}
