import { BOUNDS } from '../bounds.js';
import type { Context, Peer } from '../context.js';
import { PeersterError } from '../errors.js';
import type { DropReason } from '../events.js';
import { type Entry, Log } from '../log/log.js';
import { type Rumor, rumor } from '../packet.js';
import { Held } from './held.js';
import type { Origin } from './origin.js';
import { Origins } from './origins.js';
import { Recent } from './recent.js';

/** Whom the user has named. */
interface Named {
  isNamed(peer: Peer): boolean;
}

/** What became of a rumor that came: taken (as the next, or in the place of a route rumor), known already, kept for later, or why it was dropped. */
export type Reception = 'new' | 'replaced' | 'known' | 'held' | DropReason;

/**
 * What a node holds, and the one way into it.
 *
 * Invariant 1: per origin, rumors enter in the order of their ids, each once (a text that replaces a route rumor is the one
 * exception: reference nodes reuse the id).
 * Invariant 2: every rumor with a text that enters is appended to the log in the same step, and forgotten when it leaves the log.
 */
export class Rumors {
  readonly origins = new Origins();
  /** Grows with every change of the vector. */
  version = 0;
  private held: Held | undefined;
  private logInUse: Log | undefined;
  /** Origins that came last, and those that spoke last: apart, so that whoever invents names does not hide those who go on talking. */
  private newcomers: Recent | undefined;
  private speakers: Recent | undefined;

  constructor(
    private readonly context: Context,
    private readonly peers: Named,
  ) {}

  /** See `Node.touch`. */
  touch(): number {
    const { origins } = this;
    return this.version + (origins.size === 0 ? 0 : origins.at(0).nextId);
  }

  get log(): Log {
    this.logInUse ??= new Log(BOUNDS.logEntries, BOUNDS.logBytes, this);
    return this.logInUse;
  }

  /** Issues the next own rumor. Throws IDS_EXHAUSTED. */
  issue(text: string): { rumor: Rumor; position: number } {
    const own = this.origins.find(this.context.name) ?? this.origins.enter(this.context.name, undefined, true);
    if (own.nextId > BOUNDS.lastId)
      throw new PeersterError('IDS_EXHAUSTED', `every id of "${own.name}" has been used; start under another name`);
    const next = rumor(own.name, own.nextId, text);
    const position = this.log.end;
    this.enter(own, next, undefined);
    return { rumor: next, position };
  }

  receive(rumor: Rumor, from: Peer): Reception {
    const origin = this.origins.find(rumor.origin);
    const nextId = origin === undefined ? 1 : origin.nextId;
    if (rumor.id > nextId) return this.hold(rumor, nextId, from);
    if (origin !== undefined && rumor.id < nextId) return this.receiveOld(origin, rumor, from);
    return this.receiveNext(origin, rumor, from);
  }

  /** The row of an origin, also of one that nothing came of yet; undefined where there is no room for it. */
  meet(name: string, from: Peer): Origin | undefined {
    const known = this.origins.find(name);
    if (known !== undefined || !this.hasRoomFor(from)) return known;
    return this.origins.enter(name, from, this.peers.isNamed(from));
  }

  /** Whether a new origin may be taken from this peer. */
  hasRoomFor(from: Peer): boolean {
    return this.origins.hasRoomFor(from, this.peers.isNamed(from));
  }

  /** The next held rumor of an origin whose turn has come, entered now; undefined when there is none. */
  release(origin: string): { readonly rumor: Rumor; readonly from: Peer } | undefined {
    if (this.held === undefined || this.held.size === 0) return undefined;
    const row = this.origins.find(origin);
    if (row === undefined) return undefined;
    const due = this.held.take(origin, row.nextId);
    if (due !== undefined) this.enter(row, due.rumor, due.from);
    return due;
  }

  /** Origins of which something was accepted at or after `since` (ms), as far as remembered; only where they are many. */
  recentSince(since: number): ReadonlySet<Origin> {
    const recent = new Set<Origin>();
    this.speakers?.collect(since, recent);
    this.newcomers?.collect(since, recent);
    return recent;
  }

  /** What leaves the log can no longer be sent to peers that lack it. */
  onForgotten({ kind, origin, id }: Entry): void {
    if (kind === 'rumor') this.origins.find(origin)?.forget(id);
  }

  private receiveNext(known: Origin | undefined, rumor: Rumor, from: Peer): Reception {
    const origin = known ?? this.meet(rumor.origin, from);
    if (origin === undefined) return 'origins-full';
    this.enter(origin, rumor, from);
    return 'new';
  }

  private receiveOld(origin: Origin, rumor: Rumor, from: Peer): Reception {
    if (rumor.text === '') return 'known';
    const held = origin.get(rumor.id);
    if (held === undefined || held.text === rumor.text) return 'known';
    if (held.text !== '') {
      if (this.context.outbox.wants('collision')) this.context.outbox.emit({ kind: 'collision', rumor, from });
      return 'collision';
    }
    origin.replace(rumor);
    this.onChanged(origin);
    this.record(rumor, from);
    return 'replaced';
  }

  private hold(rumor: Rumor, nextId: number, from: Peer): Reception {
    if (rumor.id - nextId > BOUNDS.heldAhead) return 'out-of-window';
    this.held ??= new Held();
    this.held.put(rumor, from);
    return 'held';
  }

  private enter(origin: Origin, rumor: Rumor, from: Peer | undefined): void {
    origin.append(rumor);
    this.onChanged(origin);
    if (rumor.text !== '') this.record(rumor, from);
  }

  private onChanged(origin: Origin): void {
    this.version++;
    if (this.origins.size < MANY) return;
    const isNew = origin.nextId === 2;
    if (isNew) this.newcomers ??= new Recent(RECENT);
    else this.speakers ??= new Recent(RECENT);
    (isNew ? this.newcomers : this.speakers)?.note(origin, this.context.now);
  }

  private record(rumor: Rumor, from: Peer | undefined): void {
    const { origin, id, text } = rumor;
    this.log.append({ kind: 'rumor', origin, id, text, destination: undefined, relay: from, at: this.context.now });
  }
}

/** Origins from which on it matters which of them changed last: about as many as one part of a vector tells. */
const MANY = 256;

/** Origins remembered of each sort; together they fit into one Status with the longest names. */
const RECENT = 120;
