// The Go client: its generated code and its tests.
import { spawnSync } from 'node:child_process';
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

/** Vets the module and runs its tests with the race detector. Resolves to counts. */
export async function testGo() {
  const env = { PEERSTER_PROGRAM: join(process.cwd(), 'dist/peerster.cjs') };
  const vet = await check('go: vet', 'go', ['vet', './...'], { cwd: MODULE, env });
  return sum([vet, await tests(env)]);
}

async function tests(env) {
  const { status, out, said } = await run('go', ['test', '-race', '-count=1', '-json', './...'], { cwd: MODULE, env });
  const events = out.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));
  const count = (action) => events.filter((event) => event.Action === action && event.Test !== undefined).length;
  const counts = { passed: count('pass'), failed: count('fail'), skipped: count('skip') };
  if (status !== 0) console.log(events.map(({ Output }) => Output ?? '').join('') || said);
  if (status !== 0 && counts.failed === 0) counts.failed = 1;
  console.log(`go: ${counts.passed} passed, ${counts.failed} failed`);
  return counts;
}
