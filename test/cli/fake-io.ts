import type { Io } from '../../src/cli/io.js';

/** A world in which a command can be run within a test. */
export class FakeIo implements Io {
  readonly outFd = -1;
  readonly errFd = -1;
  readonly stop = new AbortController();
  printed = '';
  complained = '';

  constructor(
    readonly env: Readonly<Record<string, string>> = {},
    private readonly input = '',
  ) {}

  get stdin(): AsyncIterable<Uint8Array> {
    const bytes = Buffer.from(this.input);
    return (async function* () {
      yield bytes;
    })();
  }

  out(text: string): void {
    this.printed += text;
  }

  err(text: string): void {
    this.complained += text;
  }

  stopSignal(): AbortSignal {
    return this.stop.signal;
  }
}
