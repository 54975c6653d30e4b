import type { OwnFile } from '../core/files/catalogue.js';
import { PeersterError } from '../core/errors.js';
import type {
  CancelDownloadResponse,
  File,
  ListFilesResponse,
  ReadFileRequest,
  ReadFileResponse,
  ShareFileRequest,
  ShareFileResponse,
} from '../gen/peerster/v1/node.js';
import { Undecodable } from './definition.js';
import { throwIfGone } from './gone.js';
import type { Room } from './room.js';

export function toFile({ name, metahash, size = 0, chunkCount, chunksHad }: OwnFile): File {
  return { name, metahash, size: BigInt(size), chunkCount: BigInt(chunkCount), chunksHad: BigInt(chunksHad) };
}

/** Throws INVALID_REQUEST and what `FileControl` throws. `signal`: aborted when the caller is gone. */
export async function shareFile(
  { control }: Room,
  requests: AsyncIterable<ShareFileRequest>,
  signal: AbortSignal,
): Promise<ShareFileResponse> {
  const stream = requests[Symbol.asyncIterator]();
  const first = contentOf(await stream.next());
  if (first?.$case === 'path') return { file: toFile(await control.files.share(first.value)) };
  if (first?.$case === 'name') return { file: toFile(await control.files.shareBytes(first.value, dataOf(stream, signal))) };
  throw new PeersterError('INVALID_REQUEST', 'begin with the path of a file, or with the name of one whose data follow');
}

export function listFiles({ control }: Room): ListFilesResponse {
  return { files: control.query(({ files }) => [...files.own].map(toFile)) };
}

export async function* readFile({ control }: Room, { metahash }: ReadFileRequest): AsyncGenerator<ReadFileResponse> {
  for await (const data of control.files.content(metahash.toLowerCase())) yield { data };
}

export function cancelDownload({ control }: Room, metahash: string): CancelDownloadResponse {
  if (control.command(({ files }) => files.cancel(metahash))) return {};
  throw new PeersterError('UNKNOWN_FILE', 'no download of this metahash is running');
}

/** What follows a name. `signal`: of the call. Throws INVALID_REQUEST. */
export async function* dataOf(stream: AsyncIterator<ShareFileRequest>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  for (;;) {
    const next = await stream.next();
    if (next.done === true) return throwIfGone(signal);
    const content = contentOf(next);
    if (content?.$case !== 'data') throw new PeersterError('INVALID_REQUEST', 'only data can follow the name of a file');
    yield content.value;
  }
}

/** Undefined at the end of the stream. Throws INVALID_REQUEST. */
export function contentOf({ done, value }: IteratorResult<ShareFileRequest>): ShareFileRequest['content'] {
  if (done === true) return undefined;
  if (value instanceof Undecodable) throw new PeersterError('INVALID_REQUEST', `a request is not the method's message: ${value.why}`);
  return value.content;
}
