import type { CallOptions } from 'nice-grpc';
import { File, type NodeServiceClient, type ShareFileRequest } from '../../../src/gen/peerster/v1/node.js';

/** The bytes of a file, in pieces of any size. */
export type Content = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** Bytes of one request: gRPC refuses messages above 4 MiB. */
const PIECE = 262_144;
/** How long a node may take to hear that a file is broken off, ms. */
const LAST_WORD = 1_000;

/** Shares a file under the node's own shared folder. */
export async function sharePath(rpc: NodeServiceClient, path: string, options: CallOptions): Promise<File> {
  return fileOf(await rpc.shareFile(requestOf({ $case: 'path', value: path }), options));
}

/**
 * Shares bytes under a name. What `content` throws, and the signal, end it as a request that is refused: gRPC here ends a stream in order
 * before it cancels the call, and half of a file would be shared.
 */
export async function share(rpc: NodeServiceClient, name: string, content: Content, signal?: AbortSignal): Promise<File> {
  const broken: Broken = {};
  const deaf = new AbortController();
  const onAbort = (): void => void setTimeout(() => deaf.abort(), LAST_WORD).unref();
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    return fileOf(await rpc.shareFile(requestsOf(name, content, signal, broken), { signal: deaf.signal }));
  } catch (error) {
    throw broken.by ?? error; // not that it was refused
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}

function fileOf({ file }: { file?: File | undefined }): File {
  return File.fromPartial(file ?? {});
}

/** What a file is broken off by. */
interface Broken {
  by?: unknown;
}

async function* requestsOf(
  name: string,
  content: Content,
  signal: AbortSignal | undefined,
  broken: Broken,
): AsyncGenerator<ShareFileRequest> {
  yield* requestOf({ $case: 'name', value: name });
  try {
    for await (const bytes of until(signal, content))
      for (let at = 0; at < bytes.length; at += PIECE) yield* requestOf({ $case: 'data', value: bytes.subarray(at, at + PIECE) });
  } catch (error) {
    broken.by = error;
    yield* requestOf(undefined);
    throw error;
  }
}

async function* requestOf(content: ShareFileRequest['content']): AsyncGenerator<ShareFileRequest> {
  yield { content };
}

/** The pieces, until the signal ends it with its reason, also while a piece is waited for. */
async function* until(signal: AbortSignal | undefined, content: Content): AsyncGenerator<Uint8Array> {
  const aborted = new Promise<never>((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  aborted.catch(() => {});
  const pieces = piecesOf(content);
  for (;;) {
    signal?.throwIfAborted();
    const next = await Promise.race([pieces.next(), aborted]);
    if (next.done === true) return;
    yield next.value;
  }
}

async function* piecesOf(content: Content): AsyncGenerator<Uint8Array, void> {
  yield* content;
}
