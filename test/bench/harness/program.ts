import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

/** The built program. */
const PROGRAM = 'dist/peerster.cjs';

/** Milliseconds from the start of a Node process to its end. Throws if it does not exit with 0. */
export async function timeToExit(args: readonly string[]): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, args, { stdio: 'ignore' });
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  const milliseconds = performance.now() - start;
  if (code !== 0) throw new Error(`node ${args.join(' ')} ended with ${code}`);
  return milliseconds;
}

/** What a command of the built program prints. Throws if it does not exit with 0. */
export async function printed(...args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, program(...args), { stdio: ['ignore', 'pipe', 'inherit'] });
  const [out, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (code !== 0) throw new Error(`peerster ${args.join(' ')} ended with ${String(code)}`);
  return out;
}

export const program = (...args: string[]): string[] => [PROGRAM, ...args];

export interface RunningNode {
  readonly uiPort: string;
  readonly pid: number;
  /** From its start to its ready line. */
  readonly milliseconds: number;
  stop(): Promise<void>;
}

/** A node of the built program on free ports, up to its ready line. */
export async function startNode(): Promise<RunningNode> {
  const start = performance.now();
  const child = spawn(process.execPath, program('node', '-name=bench', '-UIPort=0', '-gossipAddr=127.0.0.1:0', '-ready'), {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`the node ended with ${code}`)));
  });
  const milliseconds = performance.now() - start;
  const { uiAddress } = JSON.parse(line) as { uiAddress: string };
  return { uiPort: uiAddress.slice(uiAddress.lastIndexOf(':') + 1), pid: child.pid as number, milliseconds, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  await gone;
}
