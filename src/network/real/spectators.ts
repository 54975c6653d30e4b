import type { Taps } from '../engine/taps.js';
import type { Relay } from '../relay/relay.js';
import { Reading } from '../sight/reading.js';
import type { Known } from '../sight/seen.js';
import { Sight } from '../sight/sight.js';
import type { Witness } from '../sight/witness.js';
import type { Roster } from './roster.js';

/** Whoever looks at a network: by the traces of its nodes, and at what its relay carries, of which nothing is read before anybody does. */
export class Spectators {
  private reading: Reading | undefined;
  private sight: Sight | undefined;

  /** Resolves once the nodes tell the events that are wanted. */
  traced: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly relay: Relay,
    private readonly taps: Taps,
    private readonly roster: Roster,
  ) {}

  /** Returns the way to take it away. */
  watch(witness: Witness): () => void {
    if (this.reading === undefined) this.relay.look((this.reading = new Reading((name) => this.roster.find(name) !== undefined)));
    return this.reading.add(witness);
  }

  /** From now on taps are told what the traffic of the node shows. */
  observe(node: number): Known {
    this.sight ??= this.openSight();
    return this.sight.observe(node);
  }

  /** Something else may be wanted now. */
  traceAll(): void {
    const kinds = this.taps.wanted();
    this.sight?.want(kinds);
    this.traced = Promise.all(this.roster.lives().map((life) => life.trace(kinds)));
  }

  private openSight(): Sight {
    const { taps, relay } = this;
    const sight = new Sight({
      names: this.roster.names,
      addressOf: (of, seenBy) => relay.knownAddress(of, seenBy),
      isReference: (node) => this.reading?.isReference(node) ?? false,
      onAccepted: (at, node, origin, id, from) => taps.accepted(at, node, origin, id, from),
      onEvent: (at, node, event) => taps.event(at, node, event),
    });
    sight.want(taps.wanted());
    this.watch(sight);
    return sight;
  }
}
