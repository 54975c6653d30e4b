import { PeersterError } from '../../core/errors.js';
import type { Random } from '../../core/random.js';
import { withFlippedBit } from '../links/corruption.js';
import { DROP, PASS } from '../links/rule.js';
import type { FaultKind, FaultSpec } from './fault-spec.js';
import { type Effect, effectOf, ORDER, slowEnds } from './kinds.js';
import { type Matcher, matcherOf } from './matcher.js';
import { checkSelection } from './selection-check.js';

/** A fault in force. */
export interface ActiveFault extends FaultSpec {
  readonly id: string;
  /** Part of how the network is; `healAll` leaves it. */
  readonly isBase: boolean;
}

interface Entry {
  readonly active: ActiveFault;
  readonly rank: number;
  /** Undefined: all links. */
  readonly matcher: Matcher | undefined;
  readonly effect: Effect;
}

/**
 * What the links of one network do to datagrams, and the faults that come and go: fulfils an engine's `LinkBehaviour`. An engine tells
 * it of every node that joins and, for each datagram, asks `decide`; and `copies` once, then `decide` for each further copy; and `corrupts`
 * for each copy that arrives, of which it delivers `corrupted(bytes)`: an engine that hands packets over as objects encodes such a one, and
 * decodes what comes out of it as it would a datagram. Nothing is allocated per datagram.
 *
 * Faults on the same link add up: delays are added, losses are independent, queues stand behind one another. Which was added first does
 * not matter. Each has dice of its own, forked by kind and id, so that another one does not change its throws.
 */
export class Faults {
  private entries: readonly Entry[] = [];
  private rules: readonly Entry[] = [];
  private copiers: readonly Entry[] = [];
  private corrupters: readonly Entry[] = [];
  private readonly names: string[] = [];
  /** Told of every fault that begins or ends. */
  onChange: (id: string, isInForce: boolean) => void = () => {};
  /** How many faults there have been of each kind and of each id. */
  private readonly counts = new Map<string, number>();
  private readonly bits: Random;

  /** `base`: what links do from the beginning on, as the first faults. Throws what `add` throws. */
  constructor(
    private readonly random: Random,
    names: Iterable<string> = [],
    base: readonly FaultSpec[] = [],
  ) {
    this.bits = random.fork('bits');
    for (const name of names) this.join(name);
    for (const spec of base) this.add(spec, true);
  }

  /** A node has joined; nodes are numbered in this order. Faults on patterns that fit its name concern it from now on. */
  join(name: string): void {
    const node = this.names.push(name) - 1;
    for (const { matcher } of this.entries) matcher?.join(node, name);
  }

  /**
   * Puts a fault in force and returns its id. Throws INVALID_SETTING for impossible values, UNKNOWN_NODE for a name of nobody,
   * INVALID_REQUEST for a selection of nothing, NAME_TAKEN for the id of a fault in force.
   */
  add(spec: FaultSpec, isBase = false): string {
    const { on, fault } = spec;
    const id = spec.id ?? this.freeId(fault.kind);
    if (this.find(id) !== undefined) throw new PeersterError('NAME_TAKEN', `a fault "${id}" is in force; heal it first or take another id`);
    checkSelection(on, this.names);
    checkSlowNode(spec);
    const matcher = matcherOf(on);
    const ends = slowEnds(on, (node) => matcher?.names(node) ?? true);
    const effect = effectOf(fault, this.diceOf(fault.kind, id), ends);
    for (let node = 0; matcher !== undefined && node < this.names.length; node++) matcher.join(node, this.names[node] as string);
    this.entries = [...this.entries, { active: { id, on, fault, isBase }, rank: ORDER.indexOf(fault.kind), matcher, effect }];
    this.compile();
    this.onChange(id, true);
    return id;
  }

  /** Heals one fault. Throws UNKNOWN_FAULT. */
  remove(id: string): void {
    if (this.find(id) === undefined) throw new PeersterError('UNKNOWN_FAULT', `no fault is called "${id}"; ${this.saying()}`);
    this.keep(({ active }) => active.id !== id);
  }

  /** Heals all but what links do from the beginning on. Returns the ids. */
  healAll(): readonly string[] {
    const ended = this.list().filter(({ isBase }) => !isBase);
    this.keep(({ active }) => active.isBase);
    return ended.map(({ id }) => id);
  }

  /** Those in force, in the order in which they came. */
  list(): readonly ActiveFault[] {
    return this.entries.map(({ active }) => active);
  }

  /** Those in force that concern datagrams from one node to another: what explains a loss. */
  on(from: number, to: number): readonly ActiveFault[] {
    return this.entries.filter((entry) => concerns(entry, from, to)).map(({ active }) => active);
  }

  /** The ms that a datagram takes, or DROP. */
  decide(from: number, to: number, bytes: number, now: number): number {
    const { rules } = this;
    let delay = PASS;
    for (let at = 0; at < rules.length; at++) {
      const entry = rules[at] as Entry;
      if (entry.matcher !== undefined && !entry.matcher.matches(from, to)) continue;
      delay += entry.effect.rule?.(from, to, bytes, now + delay) ?? PASS;
      if (delay === DROP) break;
    }
    return delay;
  }

  /** How many more copies of a datagram are sent. */
  copies(from: number, to: number, now: number): number {
    let copies = 0;
    for (const entry of this.copiers) if (concerns(entry, from, to)) copies += entry.effect.copies?.(from, to, now) ?? 0;
    return copies;
  }

  /** Whether a copy arrives corrupted. */
  corrupts(from: number, to: number): boolean {
    for (const entry of this.corrupters) if (concerns(entry, from, to) && entry.effect.corrupts?.(from, to)) return true;
    return false;
  }

  /** What arrives of a datagram that is corrupted: a copy with one bit flipped. */
  corrupted(bytes: Uint8Array): Uint8Array {
    return withFlippedBit(bytes, this.bits);
  }

  private find(id: string): Entry | undefined {
    return this.entries.find(({ active }) => active.id === id);
  }

  private keep(isKept: (entry: Entry) => boolean): void {
    const ended = this.entries.filter((entry) => !isKept(entry));
    this.entries = this.entries.filter(isKept);
    this.compile();
    for (const { active } of ended) this.onChange(active.id, false);
  }

  private compile(): void {
    const ranked = this.entries.toSorted((a, b) => a.rank - b.rank);
    this.rules = ranked.filter(({ effect }) => effect.rule !== undefined);
    this.copiers = ranked.filter(({ effect }) => effect.copies !== undefined);
    this.corrupters = ranked.filter(({ effect }) => effect.corrupts !== undefined);
  }

  private freeId(kind: FaultKind): string {
    for (;;) {
      const id = `${kind}-${this.count(kind)}`;
      if (this.find(id) === undefined) return id;
    }
  }

  /** An id that is used again after its fault was healed gets new dice. */
  private diceOf(kind: FaultKind, id: string): Random {
    const name = `${kind} ${id}`;
    return this.random.fork(`${name} ${this.count(name)}`);
  }

  private count(name: string): number {
    const count = (this.counts.get(name) ?? 0) + 1;
    this.counts.set(name, count);
    return count;
  }

  private saying(): string {
    return this.entries.length === 0
      ? 'none is in force'
      : `in force: ${this.list()
          .map(({ id }) => id)
          .join(', ')}`;
  }
}

function concerns({ matcher }: Entry, from: number, to: number): boolean {
  return matcher === undefined || matcher.matches(from, to);
}

/** Slowness is one of nodes: what selects links by both their ends names no slow ones. */
function checkSlowNode({ on, fault }: FaultSpec): void {
  if (fault.kind !== 'slow-node' || on.links === 'all') return;
  if (on.links !== 'of') throw refuse(`a slow node is selected by the links of nodes ("of") or "all", not by "${on.links}"`);
  if (on.direction === 'out' && fault.packetsPerSecond > 0) {
    throw refuse('a slow node handles what it receives: take the direction "in" or "both" with packets per second');
  }
}

function refuse(message: string): PeersterError {
  return new PeersterError('INVALID_REQUEST', message);
}
