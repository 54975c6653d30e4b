import type { OwnFile } from '../core/files/catalogue.js';
import type { Download } from '../core/files/download.js';
import type { DownloadFileRequest, DownloadFileResponse, DownloadProgress } from '../gen/peerster/v1/node.js';
import { toFile } from './files.js';
import { followDownload, type Progress } from './follow-download.js';
import type { Room } from './room.js';

/** The responses of DownloadFile. `signal`: the call's, whose end is not the download's. Throws why the download failed, and CLOSED. */
export async function* downloadFile(room: Room, request: DownloadFileRequest, signal: AbortSignal): AsyncGenerator<DownloadFileResponse> {
  const download = room.control.command(({ files }) => files.download(request.metahash, request.name, request.sources));
  yield { event: { $case: 'started', value: { name: download.order.name } } };
  for await (const progress of followDownload(room.control, room.wakeups, download, signal, () => room.checkOpen()))
    yield { event: { $case: 'progress', value: toMessage(progress) } };
  if (download.isOver) yield resultOf(download);
}

function resultOf({ error, file }: Download): DownloadFileResponse {
  if (error !== undefined) throw error;
  return { event: { $case: 'file', value: toFile(file as OwnFile) } };
}

function toMessage({ chunksHad, chunkCount, bytesHad, rate, sources }: Progress): DownloadProgress {
  return {
    chunksHad: BigInt(chunksHad),
    chunkCount: BigInt(chunkCount),
    bytesHad: BigInt(bytesHad),
    rate,
    sources: sources.map((source) => ({ ...source, blocks: BigInt(source.blocks) })),
  };
}
