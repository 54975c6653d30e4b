// The Go client: its generated code and its tests.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check, must, run, sum } from './run.mjs';

const MODULE = 'clients/go';
const GENERATORS = ['google.golang.org/protobuf/cmd/protoc-gen-go@v1.36.6', 'google.golang.org/grpc/cmd/protoc-gen-go-grpc@v1.5.1'];

/** Why nothing of it can be run here; undefined if it can. */
export function goIsMissing() {
  const found = spawnSync('go', ['version']);
  return found.status === 0 ? undefined : 'there is no go';
}

/** Generates clients/go/peersterv1. */
export async function generateGo() {
  const bin = join(process.cwd(), '.cache/go/bin');
  for (const generator of GENERATORS) await must('go', ['install', generator], { env: { GOBIN: bin } });
  const paths = ['node', 'network'].flatMap((name) => ['--path', `proto/peerster/v1/${name}.proto`]);
  await must('node_modules/.bin/buf', ['generate', '--template', 'buf.gen.go.yaml', ...paths]);
}

const ENV = { PEERSTER_PROGRAM: join(process.cwd(), 'dist/peerster.cjs') };
const GRADER = 'examples/grader';

/** Vets the modules, runs their tests with the race detector, and walks a new user's path. Resolves to counts. */
export async function testGo() {
  const vets = [MODULE, GRADER].map((cwd) => check(`go: vet ${cwd}`, 'go', ['vet', './...'], { cwd }));
  return sum(await Promise.all([...vets, tests(MODULE), tests(GRADER), newUser()]));
}

async function tests(cwd) {
  const { status, out, said } = await run('go', ['test', '-race', '-count=1', '-json', './...'], { cwd, env: ENV });
  const events = out.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));
  const count = (action) => events.filter((event) => event.Action === action && event.Test !== undefined).length;
  const counts = { passed: count('pass'), failed: count('fail'), skipped: count('skip') };
  if (status !== 0) console.log(events.map(({ Output }) => Output ?? '').join('') || said);
  if (status !== 0 && counts.failed === 0) counts.failed = 1;
  console.log(`go: ${cwd}: ${counts.passed} passed, ${counts.failed} failed`);
  return counts;
}

/** What somebody does who has a clone: an empty module, the commands of the README and its example. It counts as one test. */
async function newUser() {
  const folder = mkdtempSync(join(tmpdir(), 'peerster-module-'));
  const page = readFileSync(join(MODULE, 'README.md'), 'utf8');
  const [example, commands] = ['go', 'sh'].map((language) => new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(page)[1]);
  try {
    writeFileSync(join(folder, 'ring_test.go'), example);
    const path = `set -e\ngo mod init ring\n${commands.replace('/path/to/peerster', process.cwd())}`;
    return await check('go: an empty module, and the example of the README', 'sh', ['-c', path], { cwd: folder, env: ENV });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
