import { fstatSync, writeSync } from 'node:fs';

/** Text kept before it is written within a turn: past this the pieces cost more than the write. In UTF-16 units. */
const FLUSH_AT = 65_536;
/** Bytes kept for a reader that does not read; what comes beyond is dropped and counted, so that the node neither stops nor swells. */
const UNREAD_LIMIT = 64 * 1_048_576;
/** Between attempts to write to a full pipe, ms. */
const RETRY = 5;

/**
 * Lines to a file descriptor: one write a turn, in order, and none lost when the process ends by way of `close`. Writing is
 * synchronous, but a full pipe is not waited for: the rest is kept and tried again.
 */
export class LineWriter {
  private text = '';
  /** Encoded and refused so far by a full pipe. */
  private waiting: Buffer[] = [];
  private unread = 0;
  private scheduled = false;
  private retrying = false;
  private broken = false;
  private hasTold = false;
  /** Bytes dropped: the reader did not read, is gone, or the disk is full. */
  dropped = 0;

  /** `onLoss` is told once, and why: lines are lost although somebody wants them. */
  constructor(
    private readonly fd: number,
    private readonly onLoss: (why: string) => void = () => {},
  ) {
    // Node makes a pipe non-blocking only when it opens it as a stream; a blocked write would stop the whole node, signals included.
    const stream = fd === 1 ? () => process.stdout : fd === 2 ? () => process.stderr : undefined;
    if (stream !== undefined && isPipe(fd)) stream().on('error', () => {});
  }

  /** Adds whole lines; they are written at the end of this turn of the event loop. */
  write(lines: string): void {
    if (this.broken || lines === '') return;
    this.text += lines;
    if (this.text.length >= FLUSH_AT) this.flush();
    else if (!this.scheduled) this.schedule();
  }

  /** Writes now whatever the descriptor takes without waiting. */
  readonly flush = (): void => {
    this.scheduled = false;
    if (this.text !== '') this.keep(Buffer.from(this.text));
    this.text = '';
    while (this.waiting.length > 0) if (!this.writeOne()) return;
  };

  /**
   * Writes everything, waiting up to `patience` ms for a slow reader, but no more than `stalled` ms for one that takes nothing. The
   * writer can be used after it.
   */
  close(patience = 100, stalled = patience): void {
    this.flush();
    const end = performance.now() + patience;
    let left = this.unread;
    for (let giveUp = performance.now() + stalled; left > 0 && performance.now() < Math.min(end, giveUp); ) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY);
      this.flush();
      if (this.unread < left) giveUp = performance.now() + stalled;
      left = this.unread;
    }
  }

  private schedule(): void {
    this.scheduled = true;
    setImmediate(this.flush);
  }

  private retrySoon(): void {
    if (this.retrying) return;
    this.retrying = true;
    setTimeout(() => {
      this.retrying = false;
      this.flush();
    }, RETRY);
  }

  private keep(bytes: Buffer): void {
    if (this.unread + bytes.length > UNREAD_LIMIT) {
      this.dropped += bytes.length;
      this.tellLoss('their reader does not read');
      return;
    }
    this.waiting.push(bytes);
    this.unread += bytes.length;
  }

  /** Whether to go on: false when the descriptor takes no more for now. */
  private writeOne(): boolean {
    const bytes = this.waiting[0] as Buffer;
    try {
      const written = writeSync(this.fd, bytes);
      this.unread -= written;
      if (written === bytes.length) this.waiting.shift();
      else this.waiting[0] = bytes.subarray(written);
      return true;
    } catch (error) {
      return this.failed((error as NodeJS.ErrnoException).code);
    }
  }

  private failed(code: string | undefined): boolean {
    if (code === 'EAGAIN') {
      this.retrySoon();
      return false;
    }
    // EPIPE: nobody will ever read again. Anything else (a full disk) may pass, so only what could not be written goes.
    this.broken = code === 'EPIPE';
    if (!this.broken) this.tellLoss(code === 'ENOSPC' ? 'the disk is full' : String(code));
    this.dropped += this.unread;
    this.waiting = [];
    this.unread = 0;
    return false;
  }

  private tellLoss(why: string): void {
    if (this.hasTold) return;
    this.hasTold = true;
    this.onLoss(why);
  }
}

function isPipe(fd: number): boolean {
  try {
    const stat = fstatSync(fd);
    return stat.isFIFO() || stat.isSocket();
  } catch {
    return false;
  }
}
