import { BOUNDS } from '../bounds.js';
import type { Context, Peer } from '../context.js';
import { PeersterError } from '../errors.js';
import type { DropReason } from '../events.js';
import type { DataReply, DataRequest } from '../packet.js';
import type { Settings } from '../settings.js';
import type { Timer } from '../timers.js';
import type { Ask } from './ask.js';
import { CHUNK_BYTES } from './blocks.js';
import { Catalogue, OwnFile } from './catalogue.js';
import { Download } from './download.js';
import type { FileHost } from './file-host.js';
import type { Finder } from './finder.js';
import { fromHex, toHex } from '../hash.js';
import { baseName } from './names.js';
import { Reads } from './reads.js';
import { Serving } from './serving.js';
import type { Way } from './way.js';
import type { Works } from './works.js';

/** A file of which every block is in the store. */
export interface SharedFile {
  readonly name: string;
  /** 64 hex digits. */
  readonly metahash: string;
  readonly chunkCount: number;
  readonly size: number;
}

/** The files of a node: what it has, what it gives to others and what it gets from them. Inputs from its `FileHost` are named on…. */
export class Files implements Timer {
  deadline = 0;
  isArmed = false;
  next: Timer | undefined;
  private readonly works: Works;
  private readonly serving: Serving;
  private lastId = 0;

  constructor(
    private readonly context: Context,
    settings: Settings,
    private readonly host: FileHost,
    way: Way,
    private readonly finder: Finder,
  ) {
    const reads = new Reads(host);
    this.serving = new Serving(context, settings, host, reads, way);
    const catalogue = new Catalogue();
    const asks = new Map<string, Ask>();
    this.works = { context, settings, host, reads, way, finder, catalogue, asks, running: new Map() };
  }

  /** What this node has, in order of appearance. */
  get own(): Iterable<OwnFile> {
    return this.works.catalogue.all;
  }

  /** `metahash`: 64 hex digits, lower case. */
  find(metahash: string): OwnFile | undefined {
    return this.works.catalogue.find(metahash);
  }

  /** Offers a file to others. Throws TOO_MANY_FILES. */
  share({ name, metahash, chunkCount, size }: SharedFile): OwnFile {
    return this.works.catalogue.put(OwnFile.complete(name, metahash, chunkCount, size));
  }

  /**
   * Gets a file by its metahash (64 hex digits) and saves it under the base name of `name`. `from`: only these nodes are asked; none:
   * whoever a search found. The same download again is the one that runs. Throws INVALID_REQUEST, INVALID_FILE, NO_SOURCE, WRONG_STATE,
   * TOO_MANY_FILES.
   */
  download(metahash: string, name: string, from: readonly string[]): Download {
    const hash = fromHex(metahash);
    if (hash === undefined) throw new PeersterError('INVALID_REQUEST', 'a metahash is 64 hex digits');
    const order = { id: ++this.lastId, name: baseName(name), metahash: toHex(hash), hash, from };
    const running = this.works.running.get(order.metahash);
    if (running !== undefined) return sameName(running, order.name);
    const download = new Download(this.works, order);
    this.checkStart(download);
    this.works.running.set(order.metahash, download);
    download.step();
    this.rearm();
    return download;
  }

  /** Ends a download; what it has got stays. Returns whether there was one. */
  cancel(metahash: string): boolean {
    const download = this.works.running.get(metahash.toLowerCase());
    download?.cancel();
    this.rearm();
    return download !== undefined;
  }

  /** Downloads that have not ended. */
  get running(): Iterable<Download> {
    return this.works.running.values();
  }

  /** Returns why the packet changes nothing, if so. */
  receive(packet: DataRequest | DataReply, from: Peer): DropReason | undefined {
    return packet.kind === 'dataRequest' ? this.serving.receive(packet, from) : this.receiveReply(packet);
  }

  onRead(id: number, bytes: Uint8Array | undefined): void {
    this.works.reads.onRead(id, bytes);
    this.rearm();
  }

  onRoom(): void {
    for (const download of [...this.running]) download.step();
    this.rearm();
  }

  /** `outcome`: bytes of the file that its user finds now, or what went wrong. */
  onAssembled(id: number, outcome: number | PeersterError): void {
    for (const download of [...this.running]) if (download.order.id === id) download.onAssembled(outcome);
  }

  /** The store of blocks takes no more, or gives none back. */
  onFailure(why: string): void {
    for (const download of [...this.running]) download.fail('DISK_FAILED', why);
  }

  fire(): void {
    for (const download of [...this.running]) download.tick();
    this.rearm();
  }

  private receiveReply({ origin, hashValue, data }: DataReply): DropReason | undefined {
    const key = toHex(hashValue);
    const ask = this.works.asks.get(key);
    if (ask === undefined) return 'unasked';
    if (data.length > CHUNK_BYTES || !isEqual(this.host.sha256(data), hashValue)) return 'bad-data';
    this.host.keep(key, data);
    ask.requests.fulfil(ask, data, origin);
    for (const { owner } of ask.places) owner.step();
    this.rearm();
    return undefined;
  }

  private checkStart(download: Download): void {
    if (this.works.running.size >= BOUNDS.downloads)
      throw new PeersterError('TOO_MANY_FILES', `a node downloads at most ${BOUNDS.downloads} files at a time; wait for one to end`);
    const { metahash, name } = download.order;
    if (download.requests.sources.length > 0 || this.find(metahash)?.isComplete === true) return;
    throw new PeersterError('NO_SOURCE', `nobody is known to have ${name}: search for it first, or name a node that has it`);
  }

  private rearm(): void {
    let earliest = Number.POSITIVE_INFINITY;
    for (const download of this.running) earliest = Math.min(earliest, download.deadline);
    if (!this.isArmed || earliest < this.deadline) this.context.timers.arm(this, earliest);
  }
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return a.length === b.length;
}

function sameName(running: Download, name: string): Download {
  const { name: known } = running.order;
  if (known === name) return running;
  throw new PeersterError('WRONG_STATE', `this file is being downloaded as ${known} already: wait for it, or cancel it`);
}
