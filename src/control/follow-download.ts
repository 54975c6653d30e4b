import type { EventKind } from '../core/events.js';
import type { Download } from '../core/files/download.js';
import type { NodeClock, NodeControl } from './node-control.js';
import type { Wakeups } from './wakeups.js';

/** How far a download is. */
export interface Progress {
  readonly chunksHad: number;
  /** 0 until it is known. */
  readonly chunkCount: number;
  readonly bytesHad: number;
  /** Bytes a second, since the progress before. */
  readonly rate: number;
  /** The nodes that are asked, with the blocks that came from each. Silent: its last answers are missing. */
  readonly sources: readonly { readonly name: string; readonly blocks: number; readonly silent: boolean }[];
}

/** Ms between two. */
const PROGRESS = 250;
const ENDS: ReadonlySet<EventKind> = new Set<EventKind>(['reconstructed', 'download-failed']);

/** The progress of a download until it is over or `signal` is aborted, the last one after its end. `checkOpen` throws once there is no use in waiting. */
export async function* followDownload(
  control: Pick<NodeControl, 'trace' | 'clock'>,
  wakeups: Wakeups,
  download: Download,
  signal: AbortSignal,
  checkOpen: () => void,
): AsyncGenerator<Progress, void> {
  const { clock } = control;
  const sleeper = wakeups.join(signal);
  const stopTrace = control.trace(ENDS, () => sleeper.wake());
  const meter = new Meter(download, clock);
  let stopClock = clock.after(PROGRESS, () => sleeper.wake());
  const doneWaiting = clock.waiting();
  try {
    while (!signal.aborted) {
      checkOpen();
      if (download.isOver) return;
      await sleeper.sleep();
      const progress = meter.read();
      if (progress === undefined) continue;
      yield progress;
      stopClock();
      stopClock = clock.after(PROGRESS, () => sleeper.wake());
    }
  } finally {
    doneWaiting();
    stopClock();
    stopTrace();
    wakeups.leave(sleeper);
  }
}

/** How far a download is, and how fast: between two readings. */
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
  read(): Progress | undefined {
    const { download } = this;
    const elapsed = this.clock.wallNow() - this.at;
    if (elapsed < PROGRESS / 2 && !download.isOver) return undefined;
    const rate = ((download.bytesHad - this.bytes) * 1_000) / Math.max(elapsed, 1);
    this.at += elapsed;
    this.bytes = download.bytesHad;
    return {
      chunksHad: download.file?.chunksHad ?? 0,
      chunkCount: download.chunkCount ?? 0,
      bytesHad: download.bytesHad,
      rate,
      sources: download.requests.sources.map(({ name, given, isSilent }) => ({ name, blocks: given, silent: isSilent })),
    };
  }
}
