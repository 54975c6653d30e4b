import type { Taps } from '../engine/taps.js';
import type { Relay } from '../relay/relay.js';
import { Chronicle } from '../sight/chronicle.js';
import type { NodeRecord } from '../sight/node-record.js';
import { Reading } from '../sight/reading.js';
import type { Known } from '../sight/seen.js';
import { Sight } from '../sight/sight.js';
import type { Witness } from '../sight/witness.js';
import type { Birth } from './life.js';
import type { Roster } from './roster.js';

/** Whoever looks at a network: by the traces of its nodes, and at what its relay carries, of which nothing is read before anybody does. */
export class Spectators {
  private reading: Reading | undefined;
  private sight: Sight | undefined;
  private chronicle: Chronicle | undefined;

  /** Resolves once the nodes tell the events that are wanted. */
  traced: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly relay: Relay,
    private readonly taps: Taps,
    private readonly roster: Roster,
    private readonly clock: () => number,
  ) {}

  /** Returns the way to take it away. */
  watch(witness: Witness): () => void {
    if (this.reading === undefined) this.relay.look((this.reading = new Reading((name) => this.roster.find(name) !== undefined)));
    return this.reading.add(witness);
  }

  /** Whom a node that is born tells of itself, or who looks at it if it does not. */
  hearing(node: number): Pick<Birth, 'onAccepted' | 'onEvent' | 'observe' | 'clock'> {
    const { taps, relay, clock } = this;
    return {
      onAccepted: (origin, id, by, at) => taps.accepted(at, node, origin, id, by === undefined ? -1 : (relay.nodeOf(by) ?? -1)),
      onEvent: (event) => taps.event(clock(), node, event),
      observe: (record) => this.observe(node, record),
      clock,
    };
  }

  /** Something else may be wanted now. */
  traceAll(): void {
    const kinds = this.taps.wanted();
    this.sight?.want(kinds);
    this.traced = Promise.all(this.roster.lives().map((life) => life.trace(kinds)));
  }

  /** From now on taps are told what the traffic of the node shows, and its record is kept. */
  private observe(node: number, record: NodeRecord | undefined): Known {
    this.sight ??= this.openSight();
    if (record !== undefined) this.chronicle?.open(node, record);
    return this.sight.observe(node);
  }

  private openSight(): Sight {
    const { taps, relay } = this;
    const { names } = this.roster;
    const addressOf = (of: number, seenBy: number) => relay.knownAddress(of, seenBy);
    const chronicle = new Chronicle({ names, addressOf });
    const sight = new Sight({
      names,
      addressOf,
      isReference: (node) => this.reading?.isReference(node) ?? false,
      onAccepted: (at, node, origin, id, from) => {
        chronicle.accepted(at, node, origin, id, from);
        taps.accepted(at, node, origin, id, from);
      },
      onEvent: (at, node, event) => taps.event(at, node, event),
    });
    sight.want(taps.wanted());
    this.watch(chronicle); // it knows a text before it is told that it is held
    this.chronicle = chronicle;
    this.watch(sight);
    return sight;
  }
}
