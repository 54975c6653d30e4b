import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CACHE = `${ROOT}.cache`;

const GRPCURL = 'v1.9.4';

/** The oldest one whose generated code is supported: newer code refuses an older run time. */
const GRPCIO = '1.74.0';

/** Whether a test that needs this program cannot run here. In CI nothing is skipped: there a missing program is a failure. */
export function lacks(program: string, versionFlag: string): boolean {
  if (process.env['CI'] === 'true' || spawnSync(program, [versionFlag]).status === 0) return false;
  console.warn(`${program} is not installed: the tests that need it are skipped`);
  return true;
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

/** A Python with grpcio in an environment of its own, made unless it is there already. Returns its path. */
export function makePython(): string {
  const folder = `${CACHE}/python-grpcio-${GRPCIO}`;
  const python = `${folder}/bin/python`;
  if (spawnSync(python, ['-c', 'import grpc_tools']).status === 0) return python;
  rmSync(folder, { recursive: true, force: true });
  run('python3', ['-m', 'venv', folder]);
  run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `grpcio-tools==${GRPCIO}`, `grpcio==${GRPCIO}`]);
  return python;
}

/** Generates the Python code of NodeService. Returns the folder to put on PYTHONPATH. */
export function generatePython(python: string): string {
  const out = `${CACHE}/python-generated`;
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const flags = [`-I${ROOT}proto`, `--python_out=${out}`, `--grpc_python_out=${out}`];
  run(python, ['-m', 'grpc_tools.protoc', ...flags, 'peerster/v1/node.proto']);
  return out;
}

function run(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): void {
  const done = spawnSync(program, args, { encoding: 'utf8', env: { ...process.env, ...env } });
  if (done.status !== 0) throw new Error(`${program} ${args.join(' ')} failed: ${done.error?.message ?? done.stderr}`);
}
