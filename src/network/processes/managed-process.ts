import type { Printed } from '../../logging/read/printed.js';
import type { Order, Word } from './warden/orders.js';
import { killGroup } from './warden/ward.js';

/** How a process ended: in words, and the last lines that it wrote. */
export interface Ending {
  readonly why: string;
  /** Undefined where it did not end by itself. */
  readonly status: number | undefined;
  readonly lines: readonly string[];
}

/** Told of what its lines say. */
export type OnPrinted = (printed: readonly Printed[]) => void;

type Answer = (lines: readonly string[]) => void;

/** A process that a warden keeps, with its process group. */
export class ManagedProcess {
  /** The line by which it said that it is ready. Rejects where it ends before. */
  readonly ready: Promise<string>;
  /** Resolves once it is gone. */
  readonly gone: Promise<Ending>;
  private pid: number | undefined;
  private ending: Ending | undefined;
  private readonly answers: Answer[] = [];
  private becomeReady: (line: string) => void = () => {};
  private fail: (error: Error) => void = () => {};
  private end: (ending: Ending) => void = () => {};

  constructor(
    private readonly id: number,
    private readonly order: (order: Order) => void,
    private readonly onPrinted: OnPrinted = () => {},
  ) {
    this.ready = new Promise((resolve, reject) => {
      this.becomeReady = resolve;
      this.fail = reject;
    });
    this.ready.catch(() => {}); // whoever waits for it is told
    this.gone = new Promise((resolve) => (this.end = resolve));
  }

  /** Sends a signal to the whole group; resolves once it is sent. */
  async signal(signal: NodeJS.Signals): Promise<void> {
    await this.ask({ order: 'signal', id: this.id, signal });
  }

  /** Kills the whole group; resolves once the process is gone. */
  async kill(): Promise<void> {
    await this.signal('SIGKILL');
    await this.gone;
  }

  /** The last lines that it has written, oldest first. */
  output(): Promise<readonly string[]> {
    return this.ask({ order: 'output', id: this.id });
  }

  /** What its warden says of it. */
  hear(word: Word): void {
    switch (word.word) {
      case 'started':
        this.pid = word.pid;
        break;
      case 'ready':
        this.becomeReady(word.line);
        break;
      case 'printed':
        this.onPrinted(word.printed);
        break;
      case 'signalled':
        this.answers.shift()?.([]);
        break;
      case 'output':
        this.answers.shift()?.(word.lines);
        break;
      case 'ended':
        this.finish({ why: word.why, status: word.status ?? undefined, lines: word.lines });
    }
  }

  /** There is no warden any more. */
  abandon(): void {
    if (this.ending !== undefined) return;
    killGroup(this.pid, 'SIGKILL');
    this.finish({ why: 'its warden was ended', status: undefined, lines: [] });
  }

  private ask(order: Order): Promise<readonly string[]> {
    if (this.ending !== undefined) return Promise.resolve(order.order === 'output' ? this.ending.lines : []);
    return new Promise((resolve) => {
      this.answers.push(resolve);
      this.order(order);
    });
  }

  private finish(ending: Ending): void {
    if (this.ending !== undefined) return;
    this.ending = ending;
    for (const answer of this.answers.splice(0)) answer(ending.lines);
    this.fail(new Error([ending.why, ...ending.lines].join(': ')));
    this.end(ending);
  }
}
