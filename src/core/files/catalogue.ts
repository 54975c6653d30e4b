import { BOUNDS } from '../bounds.js';
import { PeersterError } from '../errors.js';
import { METAFILE_CHUNKS } from './blocks.js';

/** A file that this node has, or some chunks of it. */
export class OwnFile {
  /** A bit for each chunk; undefined once all are there. */
  private bits: Uint8Array | undefined;
  private had: number;

  private constructor(
    readonly name: string,
    /** 64 hex digits. */
    readonly metahash: string,
    readonly chunkCount: number,
    /** Bytes; of a file that is not complete undefined where only its last chunk tells. */
    public size: number | undefined,
    /** Larger than one metafile covers. */
    readonly isTree: boolean,
    isComplete: boolean,
  ) {
    this.bits = isComplete ? undefined : new Uint8Array(Math.ceil(chunkCount / 8));
    this.had = isComplete ? chunkCount : 0;
  }

  static complete(name: string, metahash: string, chunkCount: number, size: number): OwnFile {
    return new OwnFile(name, metahash, chunkCount, size, chunkCount > METAFILE_CHUNKS, true);
  }

  static begun(name: string, metahash: string, chunkCount: number, size: number | undefined): OwnFile {
    return new OwnFile(name, metahash, chunkCount, size, chunkCount > METAFILE_CHUNKS, false);
  }

  get chunksHad(): number {
    return this.had;
  }

  get isComplete(): boolean {
    return this.bits === undefined;
  }

  /** `chunk`: from 0. */
  has(chunk: number): boolean {
    return this.bits === undefined || (((this.bits[chunk >>> 3] as number) >>> (chunk & 7)) & 1) === 1;
  }

  /** Notes a chunk (from 0) that is there. */
  gain(chunk: number): void {
    if (this.bits === undefined || this.has(chunk)) return;
    this.bits[chunk >>> 3] = (this.bits[chunk >>> 3] as number) | (1 << (chunk & 7));
    if (++this.had === this.chunkCount) this.bits = undefined;
  }

  /** What a search tells of it: chunks that are there, from 1; of a file above 2 MiB its whole parts of 2 MiB. */
  get chunkMap(): readonly number[] {
    const map: number[] = [];
    for (let unit = 0; unit < this.mapCount; unit++) if (this.hasUnit(unit)) map.push(unit + 1);
    return map;
  }

  /** How many entries a full map has. */
  get mapCount(): number {
    return this.isTree ? Math.ceil(this.chunkCount / METAFILE_CHUNKS) : this.chunkCount;
  }

  private hasUnit(unit: number): boolean {
    if (!this.isTree) return this.has(unit);
    const end = Math.min((unit + 1) * METAFILE_CHUNKS, this.chunkCount);
    for (let chunk = unit * METAFILE_CHUNKS; chunk < end; chunk++) if (!this.has(chunk)) return false;
    return true;
  }
}

/** The files of this node, in order of appearance, each name once: what is shared, what is and was downloaded. */
export class Catalogue {
  private readonly byName = new Map<string, OwnFile>();

  get all(): Iterable<OwnFile> {
    return this.byName.values();
  }

  find(metahash: string): OwnFile | undefined {
    let partial: OwnFile | undefined;
    for (const file of this.byName.values()) {
      if (file.metahash !== metahash) continue;
      if (file.isComplete) return file;
      partial = file;
    }
    return partial;
  }

  /** Replaces one of the same name. Throws TOO_MANY_FILES. */
  put(file: OwnFile): OwnFile {
    if (!this.byName.has(file.name) && this.byName.size >= BOUNDS.ownFiles)
      throw new PeersterError('TOO_MANY_FILES', `a node has at most ${BOUNDS.ownFiles} files; start another node for more`);
    this.byName.set(file.name, file);
    return file;
  }
}
