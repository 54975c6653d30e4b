import { followDownload, type Progress } from '../control/follow-download.js';
import type { NodeControl } from '../control/node-control.js';
import type { Wakeups } from '../control/wakeups.js';
import { PeersterError } from '../core/errors.js';
import type { OwnFile } from '../core/files/catalogue.js';
import { Linked } from './linked.js';
import type { DownloadOptions } from './options.js';

export type { Progress };

/** A file that the node has, or some chunks of it. */
export interface FileSummary {
  readonly name: string;
  /** 64 hex digits. */
  readonly metahash: string;
  /** Bytes; of an unfinished download up to 2 MiB undefined. */
  readonly size: number | undefined;
  readonly chunkCount: number;
  readonly chunksHad: number;
}

/** The files of a node. */
export class NodeFiles {
  constructor(
    private readonly control: NodeControl,
    private readonly wakeups: Wakeups,
  ) {}

  /** What it has, in order of appearance: what it shares, what is and was downloaded. */
  list(): readonly FileSummary[] {
    return this.control.query(({ files }) => [...files.own].map(summaryOf));
  }

  /**
   * Offers others a file of the shared folder, by its path there. Throws INVALID_FILE, UNKNOWN_FILE, UNREADABLE_FILE, FILE_CHANGED,
   * TOO_MANY_FILES, DISK_FAILED, CLOSED.
   */
  async share(path: string): Promise<FileSummary> {
    return summaryOf(await this.control.files.share(path));
  }

  /** Offers others these bytes under a name. Throws INVALID_FILE, TOO_MANY_FILES, DISK_FAILED, CLOSED. */
  async shareBytes(name: string, data: Uint8Array | AsyncIterable<Uint8Array>): Promise<FileSummary> {
    return summaryOf(await this.control.files.shareBytes(name, data instanceof Uint8Array ? oneBy(data) : data));
  }

  /**
   * Gets a file by its metahash and saves it in the folder of downloads. Tells four times a second how far it is, and in the end returns the
   * file. Whoever stops reading leaves the download running: `cancel` ends it. The same download again is the one that runs, or goes on
   * from the chunks that are there. Throws why it fails, and INVALID_REQUEST, INVALID_FILE, NO_SOURCE, WRONG_STATE, TOO_MANY_FILES, CLOSED.
   */
  async *download(metahash: string, { as = metahash, from = [], signal }: DownloadOptions = {}): AsyncGenerator<Progress, FileSummary> {
    const download = this.control.command(({ files }) => files.download(metahash, as, typeof from === 'string' ? [from] : from));
    const linked = new Linked(signal);
    const checkOpen = (): void => this.control.closing.throwIfAborted();
    try {
      yield* followDownload(this.control, this.wakeups, download, linked.signal, checkOpen);
    } finally {
      linked.release();
    }
    signal?.throwIfAborted();
    if (download.error !== undefined) throw download.error;
    return summaryOf(download.file as OwnFile);
  }

  /** Ends a download; its chunks are kept. Throws UNKNOWN_FILE where none of this metahash is running. */
  cancel(metahash: string): void {
    if (this.control.command(({ files }) => files.cancel(metahash))) return;
    throw new PeersterError('UNKNOWN_FILE', 'no download of this metahash is running');
  }

  /** The bytes of a file that is complete, in pieces of up to 64 KiB. Throws UNKNOWN_FILE, WRONG_STATE, DISK_FAILED. */
  read(metahash: string): AsyncIterable<Uint8Array> {
    return this.control.files.content(metahash.toLowerCase());
  }
}

function summaryOf({ name, metahash, size, chunkCount, chunksHad }: OwnFile): FileSummary {
  return { name, metahash, size, chunkCount, chunksHad };
}

async function* oneBy(data: Uint8Array): AsyncGenerator<Uint8Array> {
  yield data;
}
