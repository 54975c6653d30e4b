import { BOUNDS } from '../bounds.js';
import { dataRequest } from '../packet.js';
import { Ask, type Place, type PlaceOwner } from './ask.js';
import { METAFILE_CHUNKS } from './blocks.js';
import type { DownloadOrder } from './download.js';
import { Source } from './source.js';
import type { Works } from './works.js';

/** Whether a source has the chunk of this number (from 0). */
type Suits = (chunk: number) => boolean;

interface Owner extends PlaceOwner {
  readonly chunkCount: number | undefined;
}

/** Ms after which a route that was missing is tried again. */
const ROUTE_RETRY = 250;
/** Ms after which it is asked again who has the file, while nobody can be asked for anything. */
const LOOK_AGAIN = 1_000;

/** What a download asks of whom: its sources, what is in flight to them, and what must be asked again. */
export class Requests {
  readonly sources: Source[] = [];
  /** To be sent before any new chunk. */
  private readonly queue: Ask[] = [];

  constructor(
    private readonly works: Works,
    private readonly order: DownloadOrder,
    private readonly owner: Owner,
  ) {
    this.findSources();
  }

  /** Monotonic ms at which something must be done. */
  get deadline(): number {
    const { now } = this.works.context;
    let earliest = Number.POSITIVE_INFINITY;
    for (const source of this.sources) {
      if (source.blockedUntil > now) earliest = Math.min(earliest, source.blockedUntil);
      for (const ask of source.flight) if (ask.dueAt < earliest) earliest = ask.dueAt;
    }
    return earliest === Number.POSITIVE_INFINITY ? now + LOOK_AGAIN : earliest;
  }

  /** Why nothing comes, for people. */
  get complaint(): string {
    if (this.sources.length === 0) return 'nobody is known to have it';
    const { now } = this.works.context;
    const blocked = this.sources.filter((source) => source.blockedUntil >= now - ROUTE_RETRY);
    if (blocked.length === this.sources.length) return `there is no route to ${names(blocked)}`;
    return `${names(this.sources)} ${this.sources.length === 1 ? 'does' : 'do'} not answer for what is missing`;
  }

  /** A block that must come before anything else can. */
  want(place: Place, hash: Uint8Array, key: string): void {
    const ask = this.claim(place, hash, key);
    if (ask !== undefined) this.queue.unshift(ask);
  }

  /** Undefined where the block is asked for already. */
  claim(place: Place, hash: Uint8Array, key: string): Ask | undefined {
    const known = this.works.asks.get(key);
    const ask = known ?? new Ask(hash, key, this);
    ask.places.push(place);
    if (known !== undefined) return undefined;
    this.works.asks.set(key, ask);
    return ask;
  }

  /** Sends as much as there is room for. `next`: takes a chunk that suits and that nobody asks for yet. */
  send(next: (suits: Suits) => Ask | undefined): void {
    const { context, host } = this.works;
    if (!host.hasRoom) return;
    for (const source of this.sources)
      for (let room = source.room(context.now); room > 0; room = source.room(context.now)) {
        const asks = this.take(Math.min(room, BOUNDS.requestBlocks), source, next);
        if (asks.length === 0 || !this.ask(asks, source)) break;
      }
  }

  takeBackOverdue(): void {
    this.findSources();
    for (const source of this.sources) this.queue.push(...source.takeOverdue(this.works.context.now));
  }

  /** The block came and is kept. */
  fulfil(ask: Ask, bytes: Uint8Array, giver: string): void {
    const { asks, context } = this.works;
    asks.delete(ask.key);
    const queued = this.queue.indexOf(ask);
    if (queued >= 0) this.queue.splice(queued, 1);
    const source = this.sources.find(({ name }) => name === giver);
    (source ?? ask.source)?.onSign(); // who was asked last is not always who answers: an answer may come late
    if (ask.source !== undefined) this.queue.push(...ask.source.onAnswer(ask, context.now));
    if (source !== undefined) source.given++;
    for (const place of ask.places) place.owner.fulfil(place, bytes);
  }

  /** Nothing is asked for any longer; others who wait for the same blocks must see to them themselves. */
  abandon(): void {
    const asks = [...this.queue.splice(0), ...this.sources.flatMap(({ flight }) => flight.splice(0))];
    for (const ask of asks) {
      this.works.asks.delete(ask.key);
      for (const place of ask.places) if (place.owner !== this.owner) place.owner.release(place);
    }
  }

  private findSources(): void {
    const { from, metahash } = this.order;
    const holders = from.length > 0 ? from.map((node) => ({ node, chunks: undefined })) : this.works.finder.holders(metahash);
    for (const holder of holders) {
      if (holder.node === this.works.context.name) continue;
      let source = this.sources.find(({ name }) => name === holder.node);
      if (source === undefined) this.sources.push((source = new Source(holder.node, this.works.settings)));
      source.learn(holder);
    }
  }

  /** At most `count` that the source is to be asked for. */
  private take(count: number, source: Source, next: (suits: Suits) => Ask | undefined): readonly Ask[] {
    const asks: Ask[] = [];
    const suits = (chunk: number): boolean => this.isFor(source, chunk);
    while (asks.length < count) {
      const ask = this.fromQueue(source) ?? next(suits);
      if (ask === undefined) break;
      asks.push(ask);
    }
    return asks;
  }

  private fromQueue(source: Source): Ask | undefined {
    const at = this.queue.findIndex((ask) => this.isForAgain(source, ask));
    return at < 0 ? undefined : this.queue.splice(at, 1)[0];
  }

  private isForAgain(source: Source, ask: Ask): boolean {
    const chunk = ask.chunk;
    if (chunk !== undefined && !this.isFor(source, chunk)) return false;
    if (!ask.wasAskedOf(source)) return true;
    return !this.sources.some((other) => !other.isSilent && !ask.wasAskedOf(other) && this.has(other, chunk));
  }

  /** Who is silent is asked only for what nobody else has. */
  private isFor(source: Source, chunk: number): boolean {
    if (!this.has(source, chunk)) return false;
    return !source.isSilent || !this.sources.some((other) => !other.isSilent && this.has(other, chunk));
  }

  private has(source: Source, chunk: number | undefined): boolean {
    return chunk === undefined || source.has(chunk, (this.owner.chunkCount ?? 0) > METAFILE_CHUNKS);
  }

  /** Asks for one block or several in one request. Returns whether it was sent. */
  private ask(asks: readonly Ask[], source: Source): boolean {
    const { context, settings, way } = this.works;
    const [first, ...more] = asks.map(({ hash }) => hash);
    const fate = way.send(dataRequest(context.name, source.name, settings.hopLimit, first as Uint8Array, more));
    if (typeof fate === 'string') {
      source.hasNoRoute(context.now + ROUTE_RETRY);
      this.queue.unshift(...asks);
      return false;
    }
    for (const ask of asks) {
      if (!ask.wasAskedOf(source)) this.tell(ask, source);
      source.onAsked(ask, context.now);
    }
    return true;
  }

  /** Only the metafile by which the file is named, and chunks, are told of. */
  private tell(ask: Ask, source: Source): void {
    const { outbox } = this.works.context;
    const chunk = ask.chunk === undefined ? 0 : ask.chunk + 1;
    if ((chunk === 0 && ask.key !== this.order.metahash) || !outbox.wants('downloading')) return;
    outbox.emit({ kind: 'downloading', file: this.order.name, metahash: this.order.metahash, chunk, from: source.name });
  }
}

function names(sources: readonly Source[]): string {
  return sources.map(({ name }) => name).join(', ');
}
