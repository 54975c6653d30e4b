import type { Stage } from '../engine/audience.js';
import { settingsOf } from '../engine/node-settings.js';
import type { EngineOptions } from '../engine/options.js';
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
import type { RealTime } from './time.js';

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
    private readonly options: Pick<EngineOptions, 'seat' | 'settings'>,
    private readonly time: RealTime,
  ) {
    const { witnesses = [], onlookers = [] } = options.seat?.(this.stage()) ?? {};
    for (const onlooker of onlookers) relay.look(onlooker);
    for (const witness of witnesses) this.watch(witness);
  }

  /** Returns the way to take it away. */
  watch(witness: Witness): () => void {
    if (this.reading === undefined) this.relay.look((this.reading = new Reading((name) => this.roster.find(name) !== undefined)));
    return this.reading.add(witness);
  }

  /** Whom a node that is born tells of itself, or who looks at it if it does not. */
  hearing(node: number): Pick<Birth, 'onAccepted' | 'onEvent' | 'observe' | 'clock'> {
    const { taps, relay, time } = this;
    const clock = (): number => time.now;
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

  private stage(): Stage {
    const { relay, roster, options, time } = this;
    return {
      nameOf: (node) => roster.names[node] ?? '',
      settingsOf: (node) => settingsOf(roster.at(node).spec, options.settings),
      isSimple: (node) => roster.at(node).spec.simple === true,
      wall: (at) => time.wall(at),
      addressOf: (node) => relay.whereIs(node),
    };
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
