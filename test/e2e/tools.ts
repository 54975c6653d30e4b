import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CACHE = `${ROOT}.cache`;

const GRPCURL = 'v1.9.4';

/** Whether a test that needs this program cannot run here. With CI set nothing is skipped: there a missing program is a failure. */
export function lacks(program: string, ...args: readonly string[]): boolean {
  if (process.env['CI'] || spawnSync(program, args).status === 0) return false;
  console.warn(`${program} is not installed: the tests that need it are skipped`);
  return true;
}

/** The same of a Python in which `makePython` works. */
export function lacksPython(): boolean {
  return lacks('python3', '-c', 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))');
}

/** Builds grpcurl with Go, unless it is there already. Returns its path. */
export function buildGrpcurl(): string {
  const GOBIN = `${CACHE}/grpcurl-${GRPCURL}`;
  const path = `${GOBIN}/grpcurl`;
  if (!existsSync(path)) run('go', ['install', `github.com/fullstorydev/grpcurl/cmd/grpcurl@${GRPCURL}`], { GOBIN, GOFLAGS: '' });
  return path;
}

/** Builds the Go node of test/foreign, and its client. Returns the folder with `Peerster` and `client`. */
export function buildGoNode(): string {
  const folder = `${CACHE}/go-node`;
  run('go', ['build', '-C', `${ROOT}test/foreign/go-node`, '-o', `${folder}/`, '.', './client'], { GOFLAGS: '' });
  return folder;
}

/** The environment of the Python client, with the oldest grpcio that is supported; made unless it is there already. Returns its `python`. */
export function makePython(): string {
  run('node', ['scripts/clients/python.mjs']);
  return `${CACHE}/python/bin/python`;
}

function run(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): void {
  const done = spawnSync(program, args, { cwd: ROOT, encoding: 'utf8', env: { ...process.env, ...env } });
  if (done.status !== 0) throw new Error(`${program} ${args.join(' ')} failed: ${done.error?.message ?? done.stderr}`);
}
