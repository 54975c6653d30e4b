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
  /**
   * Aborted by SIGTERM and Ctrl-C, and where PEERSTER_UNTIL_CLOSED is set by the end of standard input: a harness that dies, however it
   * does, leaves nothing behind. Until the first call signals end the process as usual; a second one ends it at once.
   */
  stopSignal(): AbortSignal;
}

/** Every command: the arguments after its name in, the exit status out (0 done, 1 failed, 2 used wrongly). */
export type Command = (argv: readonly string[], io: Io) => Promise<number>;

export interface SystemIo extends Io {
  /** Calls back once everything that `out` was given is written. */
  written(then: () => void): void;
}

/** The real world. Nothing of it is loaded before it is used: `node:tty` alone makes the help a twentieth slower. */
export function systemIo(): SystemIo {
  return {
    env: process.env,
    get stdin() {
      return process.stdin;
    },
    err: (text) => void process.stderr.write(text),
    get interactive() {
      return process.stderr.isTTY;
    },
    outFd: 1,
    errFd: 2,
    stopSignal,
    ...standardOutput(),
  };
}

function standardOutput(): Pick<SystemIo, 'out' | 'written'> {
  let pending = 0;
  let last: (() => void) | undefined;
  const done = (error: Error | null | undefined) => {
    if (error) unwritten(error);
    if (--pending === 0) last?.();
  };
  return {
    out(text) {
      if (pending++ === 0 && process.stdout.listenerCount('error') === 0) process.stdout.on('error', unwritten);
      process.stdout.write(text, done);
    },
    written(then) {
      if (pending === 0) then();
      else last = then;
    },
  };
}

/** A reader that goes away (`peerster messages | head`) ends the program quietly. */
function unwritten({ code, message }: NodeJS.ErrnoException): void {
  if (code === 'EPIPE') process.exit(0);
  process.stderr.write(`peerster: cannot write to standard output: ${message}\n`);
  process.exit(1);
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
  if (process.env['PEERSTER_UNTIL_CLOSED']) process.stdin.on('close', stop(0)).resume();
  return controller.signal;
}
