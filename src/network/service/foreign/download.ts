import { join } from 'node:path';
import { PeersterError } from '../../../core/errors.js';
import { baseName } from '../../../core/files/names.js';
import { fromHex } from '../../../core/hash.js';
import { Sleeper } from '../../../control/wakeups.js';
import type { DownloadFileRequest, DownloadFileResponse } from '../../../gen/peerster/v1/node.js';
import type { Printed } from '../../../logging/read/printed.js';
import type { ForeignNode } from '../../programs/foreign-node.js';
import type { ForeignFiles } from './files.js';

/** ms between looks whether the file is there, and without any news until nobody waits for it any more. */
const LOOK_EVERY = 250;
const PATIENCE = 30_000;

/**
 * The responses of DownloadFile by a node that is somebody else's: its client is called, its lines are the progress, and it is done when
 * the file is in its folder and is what was asked for. Throws INVALID_REQUEST, INVALID_FILE, CORRUPT_FILE, SOURCES_SILENT, PROGRAM_FAILED.
 */
export async function* download(
  node: ForeignNode,
  files: ForeignFiles,
  request: DownloadFileRequest,
  signal: AbortSignal,
): AsyncGenerator<DownloadFileResponse> {
  const metahash = request.metahash.toLowerCase();
  const name = baseName(request.name);
  check(metahash, request);
  const news = new News(node, name);
  try {
    await node.call({ file: name, request: metahash, dest: request.sources[0] });
    yield { event: { $case: 'started', value: { name } } };
    while (!signal.aborted) {
      node.ending.throwIfAborted();
      const file = await files.look(join(node.folder, '_Downloads', name), name);
      if (file?.metahash === metahash) return yield { event: { $case: 'file', value: file } };
      news.check(name, file?.metahash);
      const chunksHad = await news.next();
      if (chunksHad !== undefined)
        yield { event: { $case: 'progress', value: { chunksHad, chunkCount: 0n, bytesHad: 0n, rate: 0, sources: [] } } };
    }
  } finally {
    news.stop();
  }
}

/** What the node says of one download. */
class News {
  private readonly sleeper = new Sleeper();
  private readonly stopListening: () => void;
  private chunk: number | undefined;
  private told: number | undefined;
  private isDone = false;
  private lastAt = performance.now();

  constructor(node: ForeignNode, name: string) {
    this.stopListening = node.onPrinted((printed) => this.hear(printed, name));
  }

  /** Chunks that it has asked for before the present one, if that is news; after a while in any case. */
  async next(): Promise<bigint | undefined> {
    const timer = setTimeout(() => this.sleeper.wake(), LOOK_EVERY);
    await this.sleeper.sleep();
    clearTimeout(timer);
    if (this.chunk === this.told || this.chunk === undefined) return undefined;
    this.told = this.chunk;
    return BigInt(Math.max(this.chunk - 1, 0));
  }

  /** `found`: the metahash of what is in the folder. Throws CORRUPT_FILE, SOURCES_SILENT. */
  check(name: string, found: string | undefined): void {
    if (this.isDone)
      throw new PeersterError(
        'CORRUPT_FILE',
        `it printed RECONSTRUCTED, and _Downloads/${name} ${found === undefined ? 'is not there' : `is ${found}`}`,
      );
    if (performance.now() - this.lastAt > PATIENCE)
      throw new PeersterError('SOURCES_SILENT', `nothing was heard of the download of ${name} for ${PATIENCE / 1_000} s`);
  }

  stop(): void {
    this.stopListening();
  }

  private hear(printed: Printed, name: string): void {
    if ((printed.kind !== 'downloading' && printed.kind !== 'reconstructed') || printed.file !== name) return;
    if (printed.kind === 'downloading') this.chunk = printed.chunk;
    else this.isDone = true;
    this.lastAt = performance.now();
    this.sleeper.wake();
  }
}

function check(metahash: string, { sources }: DownloadFileRequest): void {
  if (fromHex(metahash) === undefined) throw new PeersterError('INVALID_REQUEST', 'metahash must be 64 hex digits');
  if (sources.length > 1)
    throw new PeersterError('INVALID_REQUEST', 'a node of the course asks one source: name one, or none after a search found the file');
}
