import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const WORKERS = fileURLToPath(new URL('workers', import.meta.url));

interface Answer {
  readonly value?: unknown;
  readonly error?: string;
}

/** A process of its own that answers questions; see `answer`. */
export class Worker {
  private constructor(private readonly child: ChildProcess) {}

  /** `name`: of a file in workers/. `flags`: for Node, e.g. `--expose-gc`. */
  static start(name: string, flags: readonly string[] = []): Worker {
    return new Worker(fork(join(WORKERS, `${name}.js`), { execArgv: [...flags], env: { ...process.env, NODE_ENV: 'production' } }));
  }

  /** Rejects if the process fails to answer. One question at a time. */
  ask<T>(question: string, facts: object = {}): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const done = (settle: () => void): void => {
        this.child.off('message', onMessage);
        this.child.off('exit', onExit);
        settle();
      };
      const onMessage = ({ value, error }: Answer): void =>
        done(() => (error === undefined ? resolve(value as T) : reject(new Error(`${question}: ${error}`))));
      const onExit = (code: number | null): void => done(() => reject(new Error(`${question}: the process ended with ${code}`)));
      this.child.on('message', onMessage);
      this.child.on('exit', onExit);
      this.child.send({ question, facts });
    });
  }

  /** Resolves once the process is gone. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => this.child.once('exit', () => resolve()));
    this.child.kill('SIGKILL');
    await gone;
  }
}

/** Asks one question of a fresh process. */
export async function askOnce<T>(name: string, question: string, facts: object = {}, flags: readonly string[] = []): Promise<T> {
  const worker = Worker.start(name, flags);
  try {
    return await worker.ask<T>(question, facts);
  } finally {
    await worker.stop();
  }
}
