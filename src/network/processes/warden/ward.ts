import { type ChildProcess, spawn } from 'node:child_process';
import type { Word } from './orders.js';
import { Tail } from './tail.js';

/** Lines that are told when a process ends, and when they are asked for. */
const LAST_LINES = 20;
const ALL_LINES = 1_000;

/** One program in a process group of its own, and the end of what it has written. */
export class Ward {
  private readonly child: ChildProcess;
  private readonly output = new Tail();
  private unread: string | undefined = '';
  private ended = false;

  /** `argv`: the program and its arguments. */
  constructor(
    private readonly id: number,
    [program, ...args]: readonly string[],
    private readonly ready: RegExp,
    private readonly say: (word: Word) => void,
  ) {
    this.child = spawn(program as string, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    this.child.stdout?.setEncoding('utf8').on('data', (chunk: string) => this.read(chunk));
    this.child.stderr?.setEncoding('utf8').on('data', (chunk: string) => this.output.add(chunk));
    this.child.once('error', (error) => this.end(error.message));
    this.child.once('exit', (code, signal) => this.end(signal === null ? `it ended with status ${code}` : `it was ended by ${signal}`));
    if (this.child.pid !== undefined) say({ word: 'started', id, pid: this.child.pid });
  }

  get isGone(): boolean {
    return this.ended;
  }

  /** Resolves once the process is gone. */
  get gone(): Promise<void> {
    return this.ended ? Promise.resolve() : new Promise((resolve) => this.child.once('exit', () => resolve()));
  }

  signal(signal: NodeJS.Signals): void {
    killGroup(this.child.pid, signal);
  }

  lines(): readonly string[] {
    return this.output.lines(ALL_LINES);
  }

  private read(chunk: string): void {
    this.output.add(chunk);
    if (this.unread === undefined) return;
    this.unread += chunk;
    const line = this.unread
      .split('\n')
      .slice(0, -1)
      .find((each) => this.ready.test(each));
    if (line === undefined) return;
    this.unread = undefined;
    this.say({ word: 'ready', id: this.id, line });
  }

  private end(why: string): void {
    if (this.ended) return;
    this.ended = true;
    this.signal('SIGKILL'); // whatever it has started and left behind
    // What it wrote last may still be in its pipe.
    setImmediate(() => this.say({ word: 'ended', id: this.id, why, lines: this.output.lines(LAST_LINES) }));
  }
}

/** Sends a signal to a process group by its first process, as far as there is anybody left. */
export function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // Nobody is left.
  }
}
