import { PeersterError } from '../errors.js';
import type { Ask, Place, PlaceOwner } from './ask.js';
import { CHUNK_BYTES } from './blocks.js';
import { OwnFile } from './catalogue.js';
import { Outline, type Part } from './outline.js';
import { Requests } from './requests.js';
import type { Works } from './works.js';

/** A file to get. */
export interface DownloadOrder {
  readonly id: number;
  /** The result's base name. */
  readonly name: string;
  readonly metahash: string;
  readonly hash: Uint8Array;
  /** Only these nodes are asked; if there are none, whoever a search found. */
  readonly from: readonly string[];
}

export type DownloadState = 'running' | 'assembling' | 'done' | 'failed';

/** Parts of which chunks are given out at a time: one that is worked at, and the next. */
const AHEAD = 2;
/** Parts held at most, while single chunks of them are waited for. */
const MOST_PARTS = 8;
/** Parts looked through in one step: those of a download that goes on are mostly there already. */
const PARTS_A_STEP = 4;

/**
 * One download: walks through the file's outline, asks for what the store lacks, and has the file put together in the end.
 *
 * Invariant 1: a chunk is kept only if its hash is the one that was asked for.
 * Invariant 2: it ends: done, or failed with the reason once nothing has come for `dataPatience`.
 */
export class Download implements PlaceOwner {
  state: DownloadState = 'running';
  /** Why it failed. */
  error: PeersterError | undefined;
  /** Undefined until its metafile is there. */
  file: OwnFile | undefined;
  bytesHad = 0;
  readonly requests: Requests;
  private readonly outline: Outline;
  private progressAt: number;
  private isBlockUnderWay = false;
  private goOnAt = Number.POSITIVE_INFINITY;

  constructor(
    private readonly works: Works,
    readonly order: DownloadOrder,
  ) {
    this.outline = new Outline(order.hash);
    this.requests = new Requests(works, order, this);
    this.progressAt = works.context.now;
  }

  get chunkCount(): number | undefined {
    return this.outline.chunkCount;
  }

  get size(): number | undefined {
    return this.outline.size ?? this.file?.size;
  }

  get isOver(): boolean {
    return this.state === 'done' || this.state === 'failed';
  }

  /** Monotonic ms of the next `tick`. */
  get deadline(): number {
    if (this.state !== 'running') return Number.POSITIVE_INFINITY;
    return Math.min(this.goOnAt, this.progressAt + this.works.settings.dataPatience, this.requests.deadline);
  }

  /** Time has passed. */
  tick(): void {
    if (this.state !== 'running') return;
    const { now } = this.works.context;
    this.requests.takeBackOverdue();
    if (now >= this.progressAt + this.works.settings.dataPatience) return this.fail('SOURCES_SILENT', this.silence());
    this.step();
  }

  /** Goes on as far as it can. */
  step(): void {
    if (this.state !== 'running') return;
    this.goOnAt = Number.POSITIVE_INFINITY;
    this.openBlocks();
    if (this.state !== 'running') return;
    if (this.outline.isComplete) return this.assemble();
    this.requests.send((suits) => this.nextChunk(suits));
  }

  fulfil({ part, at }: Place, bytes: Uint8Array): void {
    if (this.state !== 'running') return;
    this.progressAt = this.works.context.now;
    if (part !== undefined) return this.gain(part, at, bytes.length);
    this.isBlockUnderWay = false;
    this.enter(bytes);
  }

  release({ part, at }: Place): void {
    if (part === undefined) this.isBlockUnderWay = false;
    else part.miss(at);
    this.goOnAt = this.works.context.now;
  }

  /** A block that the store had. */
  onRead(bytes: Uint8Array | undefined): void {
    if (this.state !== 'running') return;
    this.isBlockUnderWay = false;
    if (bytes === undefined) return this.fail('DISK_FAILED', 'the store of chunks cannot be read');
    if (this.enter(bytes)) this.step();
  }

  onAssembled(outcome: number | PeersterError): void {
    if (this.state !== 'assembling') return;
    if (typeof outcome !== 'number') return this.end('failed', outcome);
    const file = this.file as OwnFile;
    file.size = outcome;
    this.end('done', undefined);
    const { outbox } = this.works.context;
    if (outbox.wants('reconstructed')) outbox.emit({ kind: 'reconstructed', file: this.order.name, metahash: this.order.metahash });
  }

  cancel(): void {
    if (!this.isOver) this.fail('DOWNLOAD_CANCELLED', `the download of ${this.order.name} was cancelled`);
  }

  fail(code: PeersterError['code'], why: string): void {
    const had = this.file === undefined ? '' : `; ${this.file.chunksHad} of ${this.file.chunkCount} chunks are kept: ask again to go on`;
    this.end('failed', new PeersterError(code, `${why}${had}`));
  }

  private end(state: 'done' | 'failed', error: PeersterError | undefined): void {
    this.state = state;
    this.error = error;
    this.requests.abandon();
    this.works.running.delete(this.order.metahash);
    const { outbox } = this.works.context;
    if (error === undefined || !outbox.wants('download-failed')) return;
    const { name, metahash } = this.order;
    outbox.emit({ kind: 'download-failed', file: name, metahash, code: error.code, why: error.message });
  }

  private silence(): string {
    const seconds = this.works.settings.dataPatience / 1_000;
    return `nothing of ${this.order.name} has come for ${seconds} s: ${this.requests.complaint}`;
  }

  private assemble(): void {
    this.state = 'assembling';
    const { id, metahash, name } = this.order;
    this.works.host.assemble({ id, metahash, name });
  }

  /** Sees to it that there are chunks to ask for. */
  private openBlocks(): void {
    for (let opened = 0; !this.isBlockUnderWay && this.needsBlock; opened++) {
      const wanted = this.outline.nextBlock();
      if (wanted === undefined) return;
      if (opened === PARTS_A_STEP) return void (this.goOnAt = this.works.context.now + 1);
      const bytes = this.works.host.lengthOf(wanted.key) < 0 ? this.askForBlock(wanted.hash, wanted.key) : this.readBlock(wanted.key);
      if (bytes === undefined || !this.enter(bytes)) return;
    }
  }

  private get needsBlock(): boolean {
    const { parts } = this.outline;
    if (parts.length >= MOST_PARTS) return false;
    let open = 0;
    for (const part of parts) if (!part.isTaken) open++;
    return open < AHEAD;
  }

  private askForBlock(hash: Uint8Array, key: string): undefined {
    this.isBlockUnderWay = true;
    this.requests.want({ owner: this, part: undefined, at: 0 }, hash, key);
  }

  private readBlock(key: string): Uint8Array | undefined {
    const bytes = this.works.reads.read(key, this);
    this.isBlockUnderWay = bytes === undefined;
    return bytes;
  }

  /** Returns whether the block is what it must be. */
  private enter(bytes: Uint8Array): boolean {
    const before = this.outline.parts.length;
    const fault = this.outline.enter(new Uint8Array(bytes));
    if (fault !== undefined) {
      this.fail('CORRUPT_FILE', `${this.order.name} cannot be downloaded: ${fault}`);
      return false;
    }
    this.file ??= this.begin();
    if (this.outline.parts.length > before) this.findPresent(this.outline.parts.at(-1) as Part);
    return this.state === 'running';
  }

  private begin(): OwnFile {
    const { name, metahash } = this.order;
    const known = this.works.catalogue.find(metahash);
    if (known?.name === name) return known;
    return this.works.catalogue.put(OwnFile.begun(name, metahash, this.outline.chunkCount as number, this.outline.size));
  }

  private findPresent(part: Part): void {
    for (let at = 0; at < part.count && this.state === 'running'; at++) {
      const length = this.works.host.lengthOf(part.keys[at] as string);
      if (length >= 0) this.gain(part, at, length);
    }
  }

  private gain(part: Part, at: number, length: number): void {
    if (!part.gain(at)) return;
    const due = part.lengthOf(at);
    if (length > CHUNK_BYTES || (due !== undefined && due !== length))
      return this.fail('CORRUPT_FILE', `${this.order.name} cannot be downloaded: a chunk has not the length that its tree tells`);
    this.bytesHad += length;
    this.file?.gain(part.first + at);
    if (part.isComplete) this.outline.leave(part);
  }

  /** A chunk that is missing and that nobody asks for yet. */
  private nextChunk(suits: (chunk: number) => boolean): Ask | undefined {
    for (const part of [...this.outline.parts])
      for (let at = part.nextMissing(suits); at >= 0; at = part.nextMissing(suits)) {
        const ask = this.claim(part, at);
        if (ask !== undefined) return ask;
      }
    return undefined;
  }

  /** Undefined where the chunk is there meanwhile, or is asked for already: equal chunks are one block. */
  private claim(part: Part, at: number): Ask | undefined {
    const key = part.keys[at] as string;
    const length = this.works.host.lengthOf(key);
    if (length >= 0) {
      this.gain(part, at, length);
      return undefined;
    }
    part.ask(at);
    return this.requests.claim({ owner: this, part, at }, part.hash(at), key);
  }
}
