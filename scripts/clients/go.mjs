// The Go client: its generated code and its tests.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const MODULE = 'clients/go';
const GENERATORS = ['google.golang.org/protobuf/cmd/protoc-gen-go@v1.36.6', 'google.golang.org/grpc/cmd/protoc-gen-go-grpc@v1.5.1'];

/** Why nothing of it can be run here; undefined if it can. */
export function goIsMissing() {
  const found = spawnSync('go', ['version']);
  return found.status === 0 ? undefined : 'there is no go';
}

/** Generates clients/go/peersterv1. */
export function generateGo() {
  const bin = join(process.cwd(), '.cache/go/bin');
  for (const generator of GENERATORS) must('go', ['install', generator], { GOBIN: bin });
  const paths = ['node', 'network'].flatMap((name) => ['--path', `proto/peerster/v1/${name}.proto`]);
  must('node_modules/.bin/buf', ['generate', '--template', 'buf.gen.go.yaml', ...paths]);
}

/** Vets the module and runs its tests with the race detector. Returns counts. */
export function testGo() {
  const env = { ...process.env, PEERSTER_PROGRAM: join(process.cwd(), 'dist/peerster.cjs') };
  const vet = spawnSync('go', ['vet', './...'], { cwd: MODULE, stdio: 'inherit', env });
  const run = spawnSync('go', ['test', '-race', '-count=1', '-json', './...'], { cwd: MODULE, encoding: 'utf8', env, maxBuffer: 64 << 20 });
  const events = run.stdout.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));
  const count = (action) => events.filter((event) => event.Action === action && event.Test !== undefined).length;
  const counts = { passed: count('pass'), failed: count('fail'), skipped: count('skip') };
  if (run.status !== 0) console.log(events.map(({ Output }) => Output ?? '').join('') + run.stderr);
  if (run.status !== 0 && counts.failed === 0) counts.failed = 1;
  console.log(`go: ${counts.passed} passed, ${counts.failed} failed`);
  return { ...counts, passed: counts.passed + (vet.status === 0 ? 1 : 0), failed: counts.failed + (vet.status === 0 ? 0 : 1) };
}

function must(program, argv, env = {}) {
  const run = spawnSync(program, argv, { stdio: ['ignore', 2, 2], env: { ...process.env, ...env } });
  if (run.status !== 0) throw new Error(`${program} ${argv.join(' ')} ended with ${run.status ?? run.error?.message}`);
}
