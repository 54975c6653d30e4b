import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { contentOf, dataOf } from '../../../control/files.js';
import { PeersterError } from '../../../core/errors.js';
import { CHUNK_BYTES } from '../../../core/files/blocks.js';
import { Indexer } from '../../../core/files/indexer.js';
import { baseName } from '../../../core/files/names.js';
import { toHex } from '../../../core/hash.js';
import type { File, ReadFileResponse, ShareFileRequest, ShareFileResponse } from '../../../gen/peerster/v1/node.js';
import { inPieces } from '../../../host/files/chunks.js';
import { within } from '../../../host/files/folders.js';
import { sha256 } from '../../../host/files/sha256.js';
import type { ForeignNode } from '../../programs/foreign-node.js';

/** Bytes of one response of ReadFile. */
const READ_BYTES = 64 * 1_024;

/** Codes of the system for what is no file. */
const ABSENT = ['ENOENT', 'EISDIR', 'ENOTDIR'];

/** The files of a node that is somebody else's, in the two folders where course nodes keep them. */
export class ForeignFiles {
  /** By metahash: what was shared and downloaded through here. */
  private readonly known = new Map<string, { readonly file: File; readonly path: string }>();

  constructor(private readonly node: ForeignNode) {}

  get list(): File[] {
    return [...this.known.values()].map(({ file }) => file);
  }

  /** `signal`: the call's. Throws INVALID_REQUEST, INVALID_FILE, UNKNOWN_FILE, PROGRAM_FAILED, UNSUPPORTED. */
  async share(requests: AsyncIterable<ShareFileRequest>, signal: AbortSignal): Promise<ShareFileResponse> {
    const stream = requests[Symbol.asyncIterator]();
    const first = contentOf(await stream.next());
    const shared = join(this.node.folder, '_SharedFiles');
    if (first?.$case === 'name') await this.write(join(shared, baseName(first.value)), dataOf(stream, signal));
    else if (first?.$case !== 'path')
      throw new PeersterError('INVALID_REQUEST', 'begin with the path of a file, or with the name of one whose data follow');
    const name = first.$case === 'name' ? baseName(first.value) : first.value;
    const file = await this.look(within(shared, name), name);
    if (file === undefined) throw new PeersterError('UNKNOWN_FILE', `there is no file ${name} in ${shared}, or it is empty`);
    await this.node.call({ file: name });
    return { file };
  }

  /** Throws UNKNOWN_FILE. */
  async *read(metahash: string): AsyncGenerator<ReadFileResponse> {
    const found = this.known.get(metahash.toLowerCase());
    if (found === undefined) throw new PeersterError('UNKNOWN_FILE', 'no file of this metahash was shared or downloaded through this API');
    for await (const data of createReadStream(found.path, { highWaterMark: READ_BYTES })) yield { data: data as Buffer };
  }

  /** The file at a path, and its metahash; undefined where there is none or an empty one. */
  async look(path: string, name: string): Promise<File | undefined> {
    const indexer = new Indexer(sha256, () => {});
    let isEmpty = true;
    try {
      for await (const chunk of inPieces(createReadStream(path), CHUNK_BYTES)) isEmpty = indexer.add(chunk).length === 0;
    } catch (error) {
      if (!ABSENT.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
    if (isEmpty) return undefined;
    const { metahash, size, chunkCount } = indexer.finish();
    const file = { name, metahash: toHex(metahash), size: BigInt(size), chunkCount: BigInt(chunkCount), chunksHad: BigInt(chunkCount) };
    this.known.set(file.metahash, { file, path });
    return file;
  }

  /** Not seen before it is whole. */
  private async write(path: string, pieces: AsyncIterable<Uint8Array>): Promise<void> {
    await mkdir(join(this.node.folder, '_SharedFiles'), { recursive: true });
    const unfinished = join(this.node.folder, `.${process.pid}-${Date.now()}`);
    try {
      await pipeline(Readable.from(pieces, { objectMode: false }), createWriteStream(unfinished));
      await rename(unfinished, path);
    } finally {
      await rm(unfinished, { force: true });
    }
  }
}
