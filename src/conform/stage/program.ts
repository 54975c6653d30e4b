import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { guard } from './guard.js';

/** Lines that are kept of a program. */
const MOST_LINES = 20_000;
/** Bytes of a line. */
const LONGEST_LINE = 65_536;

/** A program in a process group of its own, and the lines that it prints on either output. */
export class Program {
  readonly lines: string[] = [];
  /** How it ended, in words; undefined while it runs. */
  ended: string | undefined;
  status: number | null = null;
  private readonly child: ChildProcess;
  private readonly closed: Promise<void>;

  /** `onChange`: called at every line and at the end. */
  constructor(
    argv: readonly string[],
    cwd: string,
    private readonly onChange: (line: string | undefined) => void,
  ) {
    const [program, ...args] = argv.map(located);
    this.child = spawn(program as string, args, { cwd, detached: true, env: guard.environment(), stdio: ['ignore', 'pipe', 'pipe'] });
    const { pid } = this.child;
    if (pid !== undefined) guard.watch(pid);
    for (const stream of [this.child.stdout, this.child.stderr]) this.read(stream as NodeJS.ReadableStream);
    this.closed = new Promise((resolve) => {
      this.child.once('error', (error) => resolve(this.end(`it cannot be started: ${error.message}`)));
      this.child.once('close', (status, signal) => {
        this.status = status;
        if (pid !== undefined) guard.forget(pid);
        resolve(this.end(signal === null ? `it ended with status ${status}` : `it was ended by ${signal}`));
      });
    });
  }

  /** Resolves once it has ended and all that it wrote is read. */
  get gone(): Promise<void> {
    return this.closed;
  }

  /** Kills it and all that it has started. */
  async kill(): Promise<void> {
    if (this.child.pid === undefined) return;
    try {
      process.kill(-this.child.pid, 'SIGKILL');
    } catch {
      // Nobody is left.
    }
    await this.closed;
  }

  private read(stream: NodeJS.ReadableStream): void {
    let rest = '';
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = (lines.pop() as string).slice(-LONGEST_LINE);
      for (const line of lines) this.note(line);
    });
  }

  private note(line: string): void {
    if (this.lines.length < MOST_LINES) this.lines.push(line);
    this.onChange(line);
  }

  private end(why: string): void {
    this.ended ??= why;
    this.onChange(undefined);
  }
}

/** A path is meant where the user stands, not in the folder in which the program runs. */
function located(word: string): string {
  return existsSync(word) ? resolve(word) : word;
}
