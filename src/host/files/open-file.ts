import { close, read, write } from 'node:fs';

type Done = (error: Error | null, bytes: number) => void;

/**
 * A file that is closed only once nothing is under way on it. Reads and writes wait in threads, and the number of a file that was closed
 * meanwhile may be that of the next one opened: what still waits would go there.
 */
export class OpenFile {
  private underWay = 0;
  private onIdle: (() => void) | undefined;

  constructor(private readonly fd: number) {}

  read(bytes: Buffer, at: number, done: Done): void {
    this.underWay++;
    read(this.fd, bytes, 0, bytes.length, at, (error, count) => this.end(done, error, count));
  }

  write(bytes: Buffer, at: number, done: Done): void {
    this.underWay++;
    write(this.fd, bytes, 0, bytes.length, at, (error, count) => this.end(done, error, count));
  }

  /** Resolves when it is closed and nothing more comes. To be called once, and nothing after it. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.onIdle = () => close(this.fd, () => resolve());
      if (this.underWay === 0) this.onIdle();
    });
  }

  private end(done: Done, error: Error | null, count: number): void {
    this.underWay--;
    done(error, count);
    if (this.underWay === 0) this.onIdle?.();
  }
}
