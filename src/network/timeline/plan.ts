import { PeersterError } from '../../core/errors.js';
import { Random } from '../../core/random.js';
import { checkText } from '../../core/validity.js';
import type { NodeState } from '../engine/engine.js';
import { type ActiveFault, Faults } from '../faults/faults.js';
import { Population } from './population.js';
import type { Action, TimelineEntry } from './timeline-entry.js';
import { Wiring } from './wiring.js';

/** A network as it is when a timeline begins. */
export interface Start {
  /** Of nodes that are not gone. */
  readonly names: readonly string[];
  /** Of a node that is or was there. */
  state(name: string): NodeState | undefined;
  areLinked(a: string, b: string): boolean;
  /** Those in force. */
  readonly faults: readonly ActiveFault[];
}

/** An entry or what it brings about, and its place in the list that was given. */
interface Step extends TimelineEntry {
  readonly place: number;
  /** The fault that ends here by itself, by its place; undefined for what was given. */
  readonly ends?: number;
}

const NOTHING: readonly TimelineEntry[] = [];

/**
 * A timeline as it will be played: by time, equal times in the order given; names in place of patterns; every fault with an id, and a
 * heal where its duration is over. Throws INVALID_REQUEST for the first entry that contradicts the network as it will be by then, and
 * says what to do instead; its fact `entry` is the place in the list given, from 0.
 */
export function plan(entries: readonly TimelineEntry[], start: Start): TimelineEntry[] {
  const rehearsal = new Rehearsal(start);
  return entries
    .flatMap((entry, place) => stepsOf(entry, place))
    .toSorted((a, b) => a.at - b.at || Number(a.ends === undefined) - Number(b.ends === undefined) || a.place - b.place)
    .flatMap((step) => located(step, () => rehearsal.play(step)));
}

function stepsOf({ at, action }: TimelineEntry, place: number): Step[] {
  const step = { at, action, place };
  located(step, () => checkTime(at, 'the time'));
  if (action.do !== 'fault' || action.duration === undefined) return [step];
  const { duration } = action;
  located(step, () => checkTime(duration, 'the duration'));
  return [step, { at: at + duration, action: { do: 'heal', ids: [] }, place, ends: place }];
}

/** A network of names only, on which a timeline is played to see whether it can be. */
class Rehearsal {
  private readonly population: Population;
  private readonly wiring: Wiring;
  private readonly faults: Faults;
  /** The id that a fault was given, by the place of its entry; and of each id in force, the place that gave it. */
  private readonly ids = new Map<number, string>();
  private readonly places = new Map<string, number>();

  constructor(start: Start) {
    this.population = new Population(start.names, (name) => start.state(name));
    this.wiring = new Wiring((a, b) => start.areLinked(a, b));
    this.faults = new Faults(new Random(0), start.names);
    for (const fault of start.faults) this.faults.add(fault, fault.isBase);
  }

  /** What is to be done for a step: one entry or nothing. */
  play({ at, action, place, ends }: Step): readonly TimelineEntry[] {
    if (ends !== undefined) return this.end(at, ends);
    return [{ at, action: this.rehearse(at, action, place) }];
  }

  private rehearse(at: number, action: Action, place: number): Action {
    switch (action.do) {
      case 'fault':
        return this.begin(action, place);
      case 'heal':
        return this.heal(action.ids);
      case 'add':
        return this.add(at, action);
      case 'link':
      case 'unlink':
        for (const name of [action.a, action.b]) this.population.expect(name);
        this.wiring[action.do](action.a, action.b);
        return action;
      case 'send':
        this.population.apply('send', action.node, at);
        checkText(action.text);
        return action;
      case 'crash':
      case 'restart':
      case 'pause':
      case 'resume':
      case 'remove': {
        const nodes = this.population.named(action.nodes);
        for (const name of nodes) this.population.apply(action.do, name, at);
        return { ...action, nodes };
      }
    }
  }

  private begin(action: Action & { do: 'fault' }, place: number): Action {
    const id = this.faults.add(action.fault);
    this.ids.set(place, id);
    this.places.set(id, place);
    return { ...action, fault: { ...action.fault, id } };
  }

  /** A fault whose duration is over, unless it was healed before. */
  private end(at: number, place: number): readonly TimelineEntry[] {
    const id = this.ids.get(place) as string;
    return this.places.get(id) === place ? [{ at, action: this.heal([id]) }] : NOTHING;
  }

  private heal(named: readonly string[]): Action {
    const ids = named.length === 0 ? this.faults.healAll() : named;
    if (named.length > 0) for (const id of named) this.faults.remove(id);
    for (const id of ids) this.places.delete(id);
    return { do: 'heal', ids };
  }

  private add(at: number, action: Action & { do: 'add' }): Action {
    const { name } = action.node;
    const neighbours = action.neighbours.length === 0 ? [] : this.population.named(action.neighbours);
    for (const neighbour of neighbours) this.population.expect(neighbour);
    this.population.add(name, at);
    this.faults.join(name);
    for (const neighbour of neighbours) this.wiring.link(name, neighbour);
    return { ...action, neighbours };
  }
}

function checkTime(ms: number, what: string): void {
  if (Number.isSafeInteger(ms) && ms >= 0) return;
  throw new PeersterError('INVALID_REQUEST', `${what} is ${ms} ms; it must be a whole number from 0`);
}

/** Adds to an error where it comes from. */
function located<T>({ at, place }: Step, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof PeersterError)) throw error;
    throw new PeersterError('INVALID_REQUEST', `entry ${place + 1} of the timeline, at ${at} ms: ${error.message}`, {
      entry: String(place),
    });
  }
}
