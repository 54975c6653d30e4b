import type { EventKind } from '../core/events.js';
import type { OwnFile } from '../core/files/catalogue.js';
import type { Download } from '../core/files/download.js';
import type { DownloadFileRequest, DownloadFileResponse, DownloadProgress } from '../gen/peerster/v1/node.js';
import { toFile } from './files.js';
import type { NodeClock } from './node-control.js';
import type { Room } from './room.js';

/** Ms between responses. */
const PROGRESS = 250;
const ENDS: ReadonlySet<EventKind> = new Set<EventKind>(['reconstructed', 'download-failed']);

/** The responses of DownloadFile. `signal`: the call's, whose end is not the download's. Throws why the download failed, and CLOSED. */
export async function* downloadFile(room: Room, request: DownloadFileRequest, signal: AbortSignal): AsyncGenerator<DownloadFileResponse> {
  const download = room.control.command(({ files }) => files.download(request.metahash, request.name, request.sources));
  const sleeper = room.wakeups.join(signal);
  const stopTrace = room.control.trace(ENDS, () => sleeper.wake());
  const { clock } = room.control;
  const meter = new Meter(download, clock);
  let stopClock = clock.after(PROGRESS, () => sleeper.wake());
  const doneWaiting = clock.waiting();
  try {
    yield { event: { $case: 'started', value: { name: download.order.name } } };
    while (!signal.aborted) {
      room.checkOpen();
      if (download.isOver) return yield resultOf(download);
      await sleeper.sleep();
      const progress = meter.read();
      if (progress === undefined) continue;
      yield { event: { $case: 'progress', value: progress } };
      stopClock();
      stopClock = clock.after(PROGRESS, () => sleeper.wake());
    }
  } finally {
    doneWaiting();
    stopClock();
    stopTrace();
    room.wakeups.leave(sleeper);
  }
}

function resultOf({ error, file }: Download): DownloadFileResponse {
  if (error !== undefined) throw error;
  return { event: { $case: 'file', value: toFile(file as OwnFile) } };
}

/** How far a download is, and how fast: between two readings, which are as far apart as responses. */
class Meter {
  private at: number;
  private bytes: number;

  constructor(
    private readonly download: Download,
    private readonly clock: NodeClock,
  ) {
    this.at = clock.wallNow();
    this.bytes = download.bytesHad;
  }

  /** Undefined where the last one is too young, unless the download is over. */
  read(): DownloadProgress | undefined {
    const { download } = this;
    const elapsed = this.clock.wallNow() - this.at;
    if (elapsed < PROGRESS / 2 && !download.isOver) return undefined;
    const rate = ((download.bytesHad - this.bytes) * 1_000) / Math.max(elapsed, 1);
    this.at += elapsed;
    this.bytes = download.bytesHad;
    return {
      chunksHad: BigInt(download.file?.chunksHad ?? 0),
      chunkCount: BigInt(download.chunkCount ?? 0),
      bytesHad: BigInt(download.bytesHad),
      rate,
      sources: download.requests.sources.map(({ name, given, isSilent }) => ({ name, blocks: BigInt(given), silent: isSilent })),
    };
  }
}
