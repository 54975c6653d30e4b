import { encode } from '../../wire/codec.js';
import type { LinkBehaviour } from '../engine/options.js';
import { DROP } from '../links/rule.js';
import type { Freight, Parcel } from './carrier.js';
import type { Wires } from './wires.js';
import type { Passage } from './world-options.js';

/** A parcel on a wire that was cut before it left. It arrives if the wire has not been cut again. */
class Crossing {
  constructor(
    readonly parcel: Parcel,
    readonly cuts: number,
  ) {}
}

/** What becomes of parcels between nodes: the links' behaviour on wires that come and go. What is under way when its wire is cut is lost. */
export class Ways implements Passage {
  constructor(
    private readonly wires: Wires,
    private readonly behaviour: LinkBehaviour,
  ) {}

  /** The ms that a parcel takes, or DROP. */
  readonly decide = (from: number, to: number, bytes: number, now: number): number => {
    if (this.wires.haveChanged && !this.wires.carries(from, to)) return DROP;
    return this.behaviour.decide(from, to, bytes, now);
  };

  readonly copies = (from: number, to: number, now: number): number => this.behaviour.copies(from, to, now);

  enter(parcel: Parcel, from: number, to: number, now: number): Freight {
    const { wires, behaviour } = this;
    const sent = behaviour.corrupts(from, to, now) ? behaviour.corrupted(bytesOf(parcel)) : parcel;
    const cuts = wires.haveChanged ? wires.cutsOf(from, to) : 0;
    return cuts === 0 ? sent : new Crossing(sent, cuts);
  }

  leave(freight: Freight, from: number, to: number): Parcel | undefined {
    if (!this.wires.haveChanged) return freight as Parcel;
    const [parcel, cuts] = freight instanceof Crossing ? [freight.parcel, freight.cuts] : [freight as Parcel, 0];
    return cuts === this.wires.cutsOf(from, to) ? parcel : undefined;
  }
}

function bytesOf(parcel: Parcel): Uint8Array {
  return parcel instanceof Uint8Array ? parcel : encode(parcel, 'course');
}
