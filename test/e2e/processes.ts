import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { PROGRAM } from '../support/build.js';

/** What a node says with -ready. */
export interface Ready {
  readonly name: string;
  readonly gossipAddress: string;
  readonly uiAddress: string;
  readonly incarnation: string;
  readonly pid: number;
}

/** A running program: what it has written so far, and ways to wait for more. */
export class Program {
  stdout = '';
  stderr = '';
  readonly child: ChildProcess;
  readonly exited: Promise<number | null>;
  private waiting: (() => void)[] = [];
  private closed = false;

  constructor(command: string, argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
    this.child = spawn(command, argv, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => this.heard(() => (this.stdout += text)));
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => this.heard(() => (this.stderr += text)));
    this.exited = once(this.child, 'close').then(([code]) => {
      this.heard(() => (this.closed = true));
      return code as number | null;
    });
  }

  get lines(): readonly string[] {
    return this.stdout.split('\n').slice(0, -1);
  }

  get complaints(): readonly string[] {
    return this.stderr.split('\n').slice(0, -1);
  }

  /** Waits until `holds`. Fails when the program ends before. */
  async until(holds: (program: this) => boolean): Promise<void> {
    while (!holds(this)) {
      if (this.closed) throw new Error(`the program ended with ${this.child.exitCode}: ${this.stdout}${this.stderr}`);
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  async ready(): Promise<Ready> {
    await this.until(({ lines }) => lines.some((line) => line.startsWith('{"ready":true')));
    return JSON.parse(this.lines.find((line) => line.startsWith('{"ready":true')) as string) as Ready;
  }

  /** Sends a signal and returns the exit status. */
  stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    this.child.kill(signal);
    return this.exited;
  }

  private heard(note: () => unknown): void {
    note();
    const waiting = this.waiting;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }
}

/** The programs of one test, so that none outlives it. */
export class Programs {
  private readonly all: Program[] = [];

  start(argv: readonly string[], env?: Readonly<Record<string, string>>): Program {
    return this.run(process.execPath, [PROGRAM, ...argv], env);
  }

  run(command: string, argv: readonly string[], env?: Readonly<Record<string, string>>): Program {
    const program = new Program(command, argv, env);
    this.all.push(program);
    return program;
  }

  /** A node on ports that the system chooses, unless told otherwise, that has said it is ready. */
  async node(...argv: string[]): Promise<Program & { readonly is: Ready }> {
    const program = this.start(['node', '-UIPort=0', '-gossipAddr=127.0.0.1:0', '-ready', ...argv]);
    return Object.assign(program, { is: await program.ready() });
  }

  /** Runs a program to its end. */
  async finish(...argv: string[]): Promise<{ status: number | null; lines: readonly string[]; complaints: readonly string[] }> {
    const program = this.start(argv);
    const status = await program.exited;
    return { status, lines: program.lines, complaints: program.complaints };
  }

  async killAll(): Promise<void> {
    await Promise.all(this.all.splice(0).map((program) => program.stop('SIGKILL')));
  }
}

/** Ports that are free on 127.0.0.1, for TCP and most likely for UDP. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}
