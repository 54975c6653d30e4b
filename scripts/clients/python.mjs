// The Python client: its environment, its generated code, and its tests. The environment is .cache/python, made again when what it is
// made of changes.
//
//   node scripts/clients/python.mjs    makes the environment
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check, must, run, sum } from './run.mjs';

const ROOT = process.cwd();
const PACKAGE = 'clients/python';
/** The oldest that the package allows at run time: code that a newer one generates would be refused there. The tests run with it too. */
const GENERATOR = ['grpcio==1.74.0', 'grpcio-tools==1.74.0', 'mypy-protobuf==3.6.0', 'setuptools<81'];
const PROTOS = ['peerster/v1/node.proto', 'peerster/v1/network.proto'];
const PROGRAM = { PEERSTER_PROGRAM: join(ROOT, 'dist/peerster.cjs') };

/** Why nothing of it can be run here; undefined if it can. */
export function pythonIsMissing() {
  const found = spawnSync('python3', ['-c', 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))']);
  return found.status === 0 ? undefined : 'there is no python3 of version 3.10 or newer with venv';
}

/** Generates clients/python/src/peerster/v1 and peerster.sync. */
export async function generatePython() {
  const bin = await environment();
  const out = ['python_out', 'grpc_python_out', 'mypy_out', 'mypy_grpc_out'].map((plugin) => `--${plugin}=quiet:${PACKAGE}/src`);
  const plain = out.map((option) => (option.startsWith('--mypy') ? option : option.replace('quiet:', '')));
  const env = { PATH: `${bin}:${process.env.PATH}` };
  await must(join(bin, 'python'), ['-m', 'grpc_tools.protoc', '-Iproto', ...plain, ...PROTOS], { env });
  await must(join(bin, 'python'), ['scripts/clients/unasync.py', `${PACKAGE}/src/peerster`]);
}

/** Type checks the package, walks a new user's path, and runs its tests. Resolves to counts. */
export async function testPython() {
  const bin = await environment();
  const types = check('python: types, strictly', join(bin, 'mypy'), [], { cwd: PACKAGE });
  const before = await Promise.all([types, newUser(bin)]); // a user has the machine for himself
  return sum([...before, await tests(bin)]);
}

async function tests(bin) {
  const report = join(ROOT, '.cache/pytest.xml');
  rmSync(report, { force: true });
  // They mostly wait, so there are more of them at a time than cores.
  const argv = ['-q', '-p', 'no:cacheprovider', '-n', '3', '--dist', 'worksteal', `--junit-xml=${report}`];
  const { said } = await run(join(bin, 'pytest'), argv, { cwd: PACKAGE, env: PROGRAM });
  const counts = readReport(report);
  console.log(counts.failed > 0 ? said : `python: ${said.trim().split('\n').at(-1)}`);
  return counts;
}

/** What somebody does who has the wheel: an empty environment, `pip install`, and the example of the README. It counts as one test. */
async function newUser(bin) {
  const folder = mkdtempSync(join(tmpdir(), 'peerster-wheel-'));
  try {
    await must(join(bin, 'python'), ['-m', 'hatchling', 'build', '-t', 'wheel', '-d', folder], { cwd: PACKAGE });
    const wheel = join(
      folder,
      readdirSync(folder).find((name) => name.endsWith('.whl')),
    );
    writeFileSync(join(folder, 'example.py'), exampleOf(join(PACKAGE, 'README.md')));
    const path = `python3 -m venv env && env/bin/pip install --quiet --disable-pip-version-check '${wheel}' && env/bin/python example.py`;
    return await check('python: the wheel in an empty environment, and the example of its README', 'sh', ['-c', path], {
      cwd: folder,
      env: PROGRAM,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The first example of a page. */
function exampleOf(page) {
  return /```python\n(.*?)```/s.exec(readFileSync(page, 'utf8'))[1];
}

function readReport(path) {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const count = (name) => Number(new RegExp(`<testsuite [^>]*\\b${name}="(\\d+)"`).exec(text)?.[1] ?? Number.NaN);
  const failed = count('failures') + count('errors');
  if (Number.isNaN(failed)) return { passed: 0, failed: 1, skipped: 0 };
  return { passed: count('tests') - failed - count('skipped'), failed, skipped: count('skipped') };
}

/** The folder of programs of an environment with the package, its tests and its generator. */
async function environment() {
  mkdirSync('.cache', { recursive: true });
  // A check works in a copy of the sources, with a link to this .cache. What is installed must outlive the copy, and so must the paths in it.
  const cache = realpathSync('.cache');
  const folder = join(cache, 'python');
  const stamp = join(folder, 'made-of');
  const installed = join(cache, '..', PACKAGE);
  const packages = [...GENERATOR, '-e', `${installed}[test]`];
  const hash = createHash('sha256')
    .update(packages.join())
    .update(readFileSync(join(PACKAGE, 'pyproject.toml')))
    .digest('hex');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== hash) {
    console.log('Making the Python environment …');
    rmSync(folder, { recursive: true, force: true });
    await must('python3', ['-m', 'venv', folder]);
    await must(join(folder, 'bin/pip'), ['install', '--quiet', '--disable-pip-version-check', ...packages]);
    writeFileSync(stamp, hash);
  }
  return join(folder, 'bin');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await environment();
