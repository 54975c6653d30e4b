import { isatty } from 'node:tty';

/** What a command may touch of the world around it, so that a test can stand in for it. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Writes to standard output as it is: lines bring their own `\n`. */
  out(text: string): void;
  /** The same for standard error. */
  err(text: string): void;
  /** Whether somebody watches standard error. */
  readonly interactive: boolean;
  /** Descriptors for what bypasses streams: the lines of a node and its log. */
  readonly outFd: number;
  readonly errFd: number;
  /** Aborted by SIGTERM and Ctrl-C. Until the first call these end the process as usual; a second one ends it at once. */
  stopSignal(): AbortSignal;
}

/** Every command: the arguments after its name in, the exit status out (0 done, 1 failed, 2 used wrongly). */
export type Command = (argv: readonly string[], io: Io) => Promise<number>;

/** The real world. A reader that goes away (`peerster messages | head`) ends the program quietly. */
export function systemIo(): Io {
  const quietly = (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  };
  let listening = false;
  return {
    env: process.env,
    get stdin() {
      return process.stdin;
    },
    out(text) {
      if (!listening) process.stdout.on('error', quietly);
      listening = true;
      process.stdout.write(text);
    },
    err: (text) => void process.stderr.write(text),
    get interactive() {
      return isatty(2);
    },
    outFd: 1,
    errFd: 2,
    stopSignal,
  };
}

let stopping: AbortController | undefined;

function stopSignal(): AbortSignal {
  if (stopping !== undefined) return stopping.signal;
  const controller = new AbortController();
  stopping = controller;
  const stop = (status: number) => () => {
    if (controller.signal.aborted) process.exit(status);
    controller.abort();
  };
  process.on('SIGTERM', stop(143));
  process.on('SIGINT', stop(130));
  return controller.signal;
}
