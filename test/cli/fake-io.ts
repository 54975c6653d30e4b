import type { Io } from '../../src/cli/io.js';

/** A world in which a command can be run within a test. */
export class FakeIo implements Io {
  readonly outFd = -1;
  readonly errFd = -1;
  readonly interactive = false;
  readonly stop = new AbortController();
  printed = '';
  complained = '';

  constructor(
    readonly env: Readonly<Record<string, string>> = {},
    readonly stdin: AsyncIterable<Uint8Array> = pieces(''),
  ) {}

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

/** Standard input that comes in these pieces. */
export async function* pieces(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}
