import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { memoryOf } from './memory.js';
import type { Launch, ProcessLimits, Word } from './orders.js';
import { ReadyLine } from './ready-line.js';
import { Tail } from './tail.js';
import { Teller } from './teller.js';

/** Lines that are told when a process ends, and when they are asked for. */
const LAST_LINES = 20;
const ALL_LINES = 1_000;

/** ms between two looks at the memory of a process. */
const LOOK_EVERY = 200;

/** Tells a word; `told` is called once it is on its way. */
type Say = (word: Word, told?: () => void) => void;

/** One program in a process group of its own, and the end of what it has written. */
export class Ward {
  private readonly child: ChildProcess;
  private readonly output = new Tail();
  private written = 0;
  private isReady: boolean;
  /** Why it is being killed. */
  private offence: string | undefined;
  private ended = false;

  constructor(
    private readonly id: number,
    private readonly launch: Launch,
    private readonly say: Say,
  ) {
    const [program, ...args] = limited(launch);
    this.isReady = launch.ready === undefined;
    this.child = spawn(program as string, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'], cwd: launch.folder });
    for (const stream of [this.child.stdout, this.child.stderr]) if (stream !== null) this.follow(stream);
    const watching = this.watchMemory(launch.limits);
    this.child.once('error', (error) => this.end(error.message, null));
    this.child.once('exit', (code, signal) => {
      clearInterval(watching);
      this.end(signal === null ? `it ended with status ${code}` : `it was ended by ${signal}`, code);
    });
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

  private follow(stream: Readable): void {
    const { reads = [], ready } = this.launch;
    const teller = new Teller(reads);
    const first = new ReadyLine(new RegExp(ready ?? ''), (line) => this.say({ word: 'ready', id: this.id, line }));
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      this.count(chunk);
      if (!this.isReady) this.isReady = first.read(chunk);
      if (reads.length === 0) return;
      teller.read(chunk);
      this.tell(teller, stream);
    });
    stream.once('end', () => {
      teller.end();
      this.tell(teller, stream);
    });
  }

  /** Who prints faster than is read waits, as before a slow terminal. */
  private tell(teller: Teller, stream: Readable): void {
    const printed = teller.take();
    if (printed.length === 0) return;
    stream.pause();
    this.say({ word: 'printed', id: this.id, printed }, () => stream.resume());
  }

  private count(chunk: string): void {
    const { output = Number.POSITIVE_INFINITY } = this.launch.limits ?? {};
    this.output.add(chunk);
    this.written += chunk.length;
    if (this.written > output) this.convict(`it wrote more than the ${output} bytes that it may`);
  }

  private watchMemory({ memory }: ProcessLimits = {}): NodeJS.Timeout | undefined {
    const { pid } = this.child;
    if (memory === undefined || pid === undefined) return undefined;
    return setInterval(() => {
      if (memoryOf(pid) > memory) this.convict(`it took more than the ${memory} bytes of memory that it may`);
    }, LOOK_EVERY);
  }

  private convict(offence: string): void {
    this.offence ??= offence;
    this.signal('SIGKILL');
  }

  private end(why: string, status: number | null): void {
    if (this.ended) return;
    this.ended = true;
    this.signal('SIGKILL'); // whatever it has started and left behind
    // What it wrote last may still be in its pipe.
    setImmediate(() => this.say({ word: 'ended', id: this.id, why: this.offence ?? why, status, lines: this.output.lines(LAST_LINES) }));
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

/** The limit of open files is inherited: a shell sets it and then becomes the program. */
function limited({ argv, limits }: Launch): readonly string[] {
  if (limits?.files === undefined) return argv;
  return ['/bin/sh', '-c', `ulimit -n ${limits.files} && exec "$@"`, 'sh', ...argv];
}
