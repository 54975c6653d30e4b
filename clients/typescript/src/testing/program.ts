import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** Lines kept for a failing test to show. */
const KEPT = 200;
const READY_MS = 20_000;
const STOP_MS = 5_000;

/** Where the program lies: beside this package's modules, or beside its sources. */
const PLACES = ['./peerster.cjs', '../peerster.cjs', '../../../../dist/peerster.cjs'];

/** A running program, in a folder of its own that goes with it. It ends with this process, however that ends. */
export class Program implements AsyncDisposable {
  /** Where `_Downloads` and `_SharedFiles` are. */
  readonly folder = mkdtempSync(join(tmpdir(), 'peerster-'));
  /** The last lines that it wrote. */
  readonly lines: string[] = [];
  private readonly child: ChildProcess;
  private readonly ended: Promise<true>;
  private said: ((line: string) => void) | undefined;

  constructor(argv: readonly string[], path = programPath()) {
    const env = { ...process.env, PEERSTER_UNTIL_CLOSED: '1' };
    // A group of its own, so that Ctrl-C in a terminal reaches the test runner only, which then ends it in order.
    this.child = spawn(process.execPath, [path, ...argv], { env, cwd: this.folder, stdio: ['pipe', 'pipe', 'pipe'], detached: true });
    this.ended = once(this.child, 'close').then(() => this.leave());
    for (const stream of [this.child.stdout, this.child.stderr]) if (stream) createInterface(stream).on('line', (line) => this.note(line));
  }

  /** What it says once it is up. Throws if it ends before that or takes too long, with what it said. */
  async ready(): Promise<Readonly<Record<string, string>>> {
    const told = new Promise<string>((resolve) => (this.said = resolve));
    const line = await Promise.race([told, this.ended, after(READY_MS)]);
    if (typeof line === 'string') return JSON.parse(line) as Record<string, string>;
    await this.kill();
    throw new Error(`the program did not get ready; it said:\n${this.lines.join('\n')}`);
  }

  /** Ends it as Ctrl-C does; by force if that takes too long. */
  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    if ((await Promise.race([this.ended, after(STOP_MS)])) === undefined) await this.kill();
  }

  /** Ends it at once, as a crash does. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  private leave(): true {
    rmSync(this.folder, { recursive: true, force: true });
    return true;
  }

  private note(line: string): void {
    if (line.startsWith('{"ready":true')) return this.said?.(line);
    this.lines.push(line);
    if (this.lines.length > KEPT) this.lines.shift();
  }
}

/** $PEERSTER_PROGRAM, or the program of this package. Throws if there is none. */
function programPath(): string {
  const named = process.env['PEERSTER_PROGRAM'];
  const places = named ? [resolve(named)] : PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url)));
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new Error(`there is no ${places[0]}: build Peerster, or set PEERSTER_PROGRAM to its dist/peerster.cjs`);
  return found;
}

function after(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), ms).unref());
}
