import { type ChildProcess, fork } from 'node:child_process';
import { ManagedProcess, type OnPrinted } from './managed-process.js';
import type { Launch, Order, Word } from './warden/orders.js';

/**
 * A network's hold on its processes. They are started and watched by a process of its own, the warden, which kills them when this process
 * is gone, even by SIGKILL; and if the warden itself is killed, they are killed from here.
 */
export class Warden {
  private readonly processes = new Map<number, ManagedProcess>();
  private started = 0;

  private constructor(private readonly child: ChildProcess) {
    child.on('message', (word: Word) => this.processes.get(word.id)?.hear(word));
    child.on('exit', () => this.onExit());
    child.on('error', () => this.onExit());
  }

  /** `program`: the built program, which knows how to be a warden. */
  static open(program: string): Warden {
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PEERSTER_')));
    const options = { detached: true, execArgv: [], env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] as const };
    return new Warden(fork(program, ['network', 'warden'], { ...options, stdio: [...options.stdio] }));
  }

  /** Starts a program; whoever wants to know whether it came up asks the process. */
  launch(launch: Launch, onPrinted?: OnPrinted): ManagedProcess {
    const id = this.started++;
    const managed = new ManagedProcess(id, (order) => this.order(order), onPrinted);
    this.processes.set(id, managed);
    void managed.gone.then(() => this.processes.delete(id));
    this.order({ order: 'start', id, launch });
    return managed;
  }

  /** Starts a program. Resolves with it and the first line of its output that fits `ready`; rejects where it ends before. */
  async start(argv: readonly string[], ready: RegExp): Promise<{ process: ManagedProcess; line: string }> {
    const managed = this.launch({ argv, ready: ready.source });
    return { process: managed, line: await managed.ready };
  }

  /** Takes a folder away once every process is gone, whoever is left to do it. */
  sweep(folder: string): void {
    this.order({ order: 'sweep', folder });
  }

  /** Kills every process that is left, and resolves once they and the warden are gone. */
  async close(): Promise<void> {
    if (this.isGone) return;
    const gone = new Promise<void>((resolve) => this.child.once('exit', () => resolve())); // an error of the channel is no end
    if (this.child.connected) this.child.disconnect();
    this.child.kill('SIGTERM'); // Node.js never closes a channel on which half a message has come
    await gone;
  }

  private get isGone(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  private order(order: Order): void {
    if (this.child.connected) this.child.send(order);
    else if (order.order !== 'sweep') this.processes.get(order.id)?.abandon();
  }

  private onExit(): void {
    for (const process of this.processes.values()) process.abandon();
  }
}
