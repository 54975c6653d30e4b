import type { Peer } from './context.js';
import type { Dialect } from './packet.js';

/** What is known of a peer beside when it was heard: bits of one number, above them its abilities. */
const MET = 1;
const NEW = 2;
const MISSING = 4;
const GREETED = 8;
const COURSE = 16;
const REFERENCE = 32;
const ABILITIES = 8;
/** The bits that are kept; those above are of nobody that this node knows how to talk to. */
const KEPT = 0x7f_ffff;

/**
 * What a node knows of the peers that it has heard from, two numbers a row: of a large network this is the most that a node keeps, and
 * objects would take four times as much. Rows are the places in the list of peers, or are dealt out one by one where most of a long list
 * will never be heard.
 */
export class Acquaintances {
  /** Per row: ms at which it was last heard, and the bits. */
  private readonly facts: number[];
  private readonly rows: Map<Peer, number> | undefined;

  /** `isSparse`: of so many peers few will be heard. */
  constructor(peers: number, isSparse: boolean) {
    this.facts = isSparse ? [] : new Array<number>(2 * peers).fill(0);
    this.rows = isSparse ? new Map() : undefined;
  }

  /** The row of a peer that was heard; −1 for one that was not. `place`: in the list of peers, −1 for none. */
  find(peer: Peer, place: number): number {
    const row = this.rows === undefined ? place : (this.rows.get(peer) ?? -1);
    return row < 0 || this.bits(row) === 0 ? -1 : row;
  }

  /** Notes a peer that was not heard before. */
  meet(peer: Peer, place: number, now: number): void {
    const row = this.rows === undefined ? place : this.facts.length / 2;
    this.rows?.set(peer, row);
    this.facts[2 * row] = now;
    this.facts[2 * row + 1] = MET | NEW;
  }

  /** See `Node.touch`. */
  touch(): number {
    const { facts } = this;
    return facts.length === 0 ? 0 : (facts[0] as number) + (facts[facts.length - 1] as number);
  }

  heardAt(row: number): number {
    return this.facts[2 * row] as number;
  }

  hear(row: number, now: number): void {
    this.facts[2 * row] = now;
  }

  wasAway(row: number): boolean {
    return (this.bits(row) & (NEW | MISSING)) !== 0;
  }

  wasMissing(row: number): boolean {
    return (this.bits(row) & MISSING) !== 0;
  }

  setMissing(row: number): void {
    this.facts[2 * row + 1] = this.bits(row) | MISSING;
  }

  setBack(row: number): void {
    const bits = this.bits(row);
    if ((bits & (NEW | MISSING)) !== 0) this.facts[2 * row + 1] = bits & ~(NEW | MISSING);
  }

  isGreeted(row: number): boolean {
    return (this.bits(row) & GREETED) !== 0;
  }

  setGreeted(row: number): void {
    this.facts[2 * row + 1] = this.bits(row) | GREETED;
  }

  dialect(row: number): Dialect | undefined {
    const bits = this.bits(row);
    return (bits & REFERENCE) !== 0 ? 'reference' : (bits & COURSE) !== 0 ? 'course' : undefined;
  }

  abilities(row: number): number {
    return this.bits(row) >>> ABILITIES;
  }

  recognise(row: number, dialect: Dialect, abilities: number): void {
    const bits = this.bits(row);
    const kind = ((abilities & KEPT) << ABILITIES) | (dialect === 'reference' ? REFERENCE : COURSE);
    const changed = (bits & (MET | NEW | MISSING | GREETED)) | kind;
    if (changed !== bits) this.facts[2 * row + 1] = changed;
  }

  /** A peer comes into the list at a place; what is known of it goes with it. */
  insert(place: number, known: readonly number[]): void {
    if (this.rows === undefined) this.facts.splice(2 * place, 0, known[0] ?? 0, known[1] ?? 0);
  }

  /** A peer leaves the list. Returns what is known of it, for `insert`. */
  remove(peer: Peer, place: number): readonly number[] {
    if (this.rows === undefined) return this.facts.splice(2 * place, 2);
    this.rows.delete(peer);
    return [];
  }

  /** Another peer takes its place in the list. */
  forget(peer: Peer, place: number): void {
    if (this.rows === undefined) this.facts[2 * place + 1] = 0;
    else this.rows.delete(peer);
  }

  private bits(row: number): number {
    return this.facts[2 * row + 1] as number;
  }
}
