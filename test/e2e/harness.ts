import { chmodSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { type ChildProcess, spawn, spawnSync, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROGRAM } from '../support/build.js';

/** The two lines that docs/harnesses.md tells its readers to write. */
function wrapperOf(command: 'node' | 'client'): string {
  const page = readFileSync(new URL('../../docs/harnesses.md', import.meta.url), 'utf8');
  const wrappers = [...page.matchAll(/```bash\n(.*?)```/gs)].map(([, lines]) => lines as string);
  return wrappers.find((lines) => lines.includes(`peerster.cjs ${command} "$@"`)) as string;
}

/**
 * A harness of the course: two-line wrappers named like the Go programs, nodes in a line started with Go flags, their output in
 * files, messages by the client, and grep.
 */
export class Harness {
  readonly folder = mkdtempSync(join(tmpdir(), 'peerster-harness-'));
  private readonly nodes: ChildProcess[] = [];

  constructor() {
    this.wrapper('Peerster', 'node');
    this.wrapper('client', 'client');
  }

  start(name: string, ui: number, gossip: number, peers: readonly number[], ...more: string[]): ChildProcess {
    const argv = [
      `-UIPort=${ui}`,
      `-gossipAddr=127.0.0.1:${gossip}`,
      `-name=${name}`,
      `-peers=${peers.map((p) => `127.0.0.1:${p}`).join(',')}`,
    ];
    const out = openSync(this.file(name), 'w');
    const stdio: StdioOptions = ['ignore', out, out];
    const node = spawn(join(this.folder, 'Peerster'), [...argv, `-GUIPort=${ui}`, '-v', ...more], { cwd: this.folder, stdio });
    closeSync(out);
    this.nodes.push(node);
    return node;
  }

  client(...argv: string[]): { status: number | null; stdout: string; stderr: string } {
    return spawnSync(join(this.folder, 'client'), argv, { encoding: 'utf8' });
  }

  output(name: string): string {
    return readFileSync(this.file(name), 'utf8');
  }

  /** Waits until a node's file contains a text. */
  async grep(name: string, text: string): Promise<void> {
    const watcher = watch(this.file(name));
    try {
      while (!this.output(name).includes(text)) await once(watcher, 'change');
    } finally {
      watcher.close();
    }
  }

  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<readonly (number | null)[]> {
    const running = this.nodes.splice(0).filter((node) => node.exitCode === null);
    return Promise.all(
      running.map(async (node) => {
        node.kill(signal);
        return ((await once(node, 'close')) as [number | null])[0];
      }),
    );
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  private file(name: string): string {
    return join(this.folder, `${name}.out`);
  }

  private wrapper(file: string, command: 'node' | 'client'): void {
    const path = join(this.folder, file);
    writeFileSync(path, wrapperOf(command).replace('/path/to/peerster/dist/peerster.cjs', `'${PROGRAM}'`));
    chmodSync(path, 0o755);
  }
}
