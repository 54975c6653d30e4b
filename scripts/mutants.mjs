// Plants each mutant of test/mutants/mutants.mjs in turn and runs the tests of the core on it: one of them must fail.
//
//   node scripts/mutants.mjs          all of them
//   node scripts/mutants.mjs NAME …   these
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { MUTANTS } from '../test/mutants/mutants.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const AT_ONCE = 2;
/** A mutant that makes a test run for ever is caught too, but by this clock only. */
const LIMIT_MS = 60_000;
const TESTS = ['run', '--project', 'unit', '--bail=1', '--no-file-parallelism', 'test/core/', 'test/conformance/memory'];

function vitest(name, report) {
  const env = { ...process.env, PEERSTER_MUTANT: name };
  if (name === undefined) delete env.PEERSTER_MUTANT;
  const args = [...TESTS, '--reporter=json', `--outputFile=${report}`];
  const child = spawn('node_modules/.bin/vitest', args, { cwd: root, env, stdio: ['ignore', 'ignore', 'pipe'], timeout: LIMIT_MS });
  let errors = '';
  child.stderr.on('data', (data) => (errors += data));
  return new Promise((resolve) => child.on('close', (status, signal) => resolve({ status, signal, errors })));
}

/** The first test that failed, by name; undefined if none did. */
function killer(report) {
  try {
    const files = JSON.parse(readFileSync(report, 'utf8')).testResults;
    return files.flatMap((file) => file.assertionResults).find((test) => test.status === 'failed')?.fullName;
  } catch {
    return undefined;
  }
}

/** Runs the tests on one mutant (or, without a name, on the code as it is). `caught` says by what; undefined: by nothing. */
async function judge(name) {
  const report = `${root}.cache/mutant-${name ?? 'none'}.json`;
  rmSync(report, { force: true });
  const since = performance.now();
  const run = await vitest(name, report);
  const caught = killer(report) ?? (run.signal === null ? undefined : 'the time limit');
  return { name, caught, run, seconds: ((performance.now() - since) / 1000).toFixed(1) };
}

function tell({ name, caught, run, seconds }) {
  if (caught !== undefined) console.log(` ok   mutant ${name}: caught by "${caught}" (${seconds} s)`);
  else console.log(`FAIL  mutant ${name}: no test caught it (${seconds} s)${run.status === 0 ? '' : `\n${run.errors}`}`);
}

/** Counts of caught (passed) and missed (failed) mutants. */
export async function runMutants(names = MUTANTS.map((mutant) => mutant.name)) {
  mkdirSync(`${root}.cache`, { recursive: true });
  const counts = { passed: 0, failed: 0 };
  const sound = await judge(undefined);
  if (sound.run.status !== 0) {
    console.log(`FAIL  mutants: the tests fail without any mutant: ${sound.caught ?? sound.run.errors}`);
    return { passed: 0, failed: names.length };
  }
  const left = [...names];
  const work = async () => {
    for (let name = left.shift(); name !== undefined; name = left.shift()) {
      const verdict = await judge(name);
      tell(verdict);
      counts[verdict.caught === undefined ? 'failed' : 'passed']++;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return counts;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const names = process.argv.slice(2);
  const { passed, failed } = await runMutants(names.length > 0 ? names : undefined);
  console.log(`${passed} caught, ${failed} missed`);
  process.exit(failed === 0 ? 0 : 1);
}
