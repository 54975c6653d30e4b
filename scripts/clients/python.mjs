// The Python client: its environment, its generated code, and its tests. An environment is a folder of .cache, made again when what it
// is made of changes.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGE = 'clients/python';
/** The oldest that the package allows at run time: code that a newer one generates would be refused there. */
const GENERATOR = ['grpcio-tools==1.74.0', 'mypy-protobuf==3.6.0', 'setuptools<81'];
const PROTOS = ['peerster/v1/node.proto', 'peerster/v1/network.proto'];

/** Why nothing of it can be run here; undefined if it can. */
export function pythonIsMissing() {
  const found = spawnSync('python3', ['-c', 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))']);
  return found.status === 0 ? undefined : 'there is no python3 of version 3.10 or newer with venv';
}

/** Generates clients/python/src/peerster/v1 and peerster.sync. */
export function generatePython() {
  const bin = environment('generator', GENERATOR, GENERATOR.join());
  const out = ['python_out', 'grpc_python_out', 'mypy_out', 'mypy_grpc_out'].map((plugin) => `--${plugin}=quiet:${PACKAGE}/src`);
  const plain = out.map((option) => (option.startsWith('--mypy') ? option : option.replace('quiet:', '')));
  must(join(bin, 'python'), ['-m', 'grpc_tools.protoc', '-Iproto', ...plain, ...PROTOS], { PATH: `${bin}:${process.env.PATH}` });
  must(join(bin, 'python'), ['scripts/clients/unasync.py', `${PACKAGE}/src/peerster`]);
}

/** Type checks the package and runs its tests. Returns counts. */
export function testPython() {
  const bin = environment('tests', ['-e', `${PACKAGE}[test]`], readFileSync(join(PACKAGE, 'pyproject.toml')));
  const types = spawnSync(join(process.cwd(), bin, 'mypy'), [], { cwd: PACKAGE, stdio: 'inherit' });
  const report = '.cache/pytest.xml';
  rmSync(report, { force: true });
  const env = { ...process.env, PEERSTER_PROGRAM: join(process.cwd(), 'dist/peerster.cjs') };
  const argv = ['-q', '-p', 'no:cacheprovider', `--junit-xml=${join(process.cwd(), report)}`];
  spawnSync(join(process.cwd(), bin, 'pytest'), argv, { cwd: PACKAGE, stdio: 'inherit', env });
  const counts = readReport(report);
  return { ...counts, passed: counts.passed + (types.status === 0 ? 1 : 0), failed: counts.failed + (types.status === 0 ? 0 : 1) };
}

function readReport(path) {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const count = (name) => Number(new RegExp(`<testsuite [^>]*\\b${name}="(\\d+)"`).exec(text)?.[1] ?? Number.NaN);
  const failed = count('failures') + count('errors');
  if (Number.isNaN(failed)) return { passed: 0, failed: 1, skipped: 0 };
  return { passed: count('tests') - failed - count('skipped'), failed, skipped: count('skipped') };
}

/** The folder of programs of an environment with these packages. */
function environment(name, packages, madeOf) {
  const folder = `.cache/python/${name}`;
  const stamp = join(folder, 'made-of');
  const hash = createHash('sha256').update(madeOf).digest('hex');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== hash) {
    console.log(`Making the Python environment of the ${name} …`);
    rmSync(folder, { recursive: true, force: true });
    must('python3', ['-m', 'venv', folder]);
    must(join(folder, 'bin/pip'), ['install', '--quiet', '--disable-pip-version-check', ...packages]);
    writeFileSync(stamp, hash);
  }
  return join(folder, 'bin');
}

function must(program, argv, env = {}) {
  const run = spawnSync(program, argv, { stdio: ['ignore', 2, 2], env: { ...process.env, ...env } });
  if (run.status !== 0) throw new Error(`${program} ${argv.join(' ')} ended with ${run.status ?? run.error?.message}`);
}
