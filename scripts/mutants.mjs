// Plants each mutant of test/mutants/mutants.mjs in turn and runs the tests of the core on it: one of them must fail.
//
//   node scripts/mutants.mjs          all of them
//   node scripts/mutants.mjs NAME …   these
//   node scripts/mutants.mjs --sound  all of them; the tests have just passed without any
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { MUTANTS } from '../test/mutants/mutants.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const AT_ONCE = 2;
/** A mutant that makes a test run for ever is caught too, but by this clock only. */
const LIMIT_MS = 120_000;
const HOW = ['run', '--project', 'unit', '--bail=1', '--no-file-parallelism', '--no-isolate'];
const ALL_TESTS = ['test/core/', 'test/conformance/memory'];

function vitest(name, report, tests) {
  const env = { ...process.env, PEERSTER_MUTANT: name };
  if (name === undefined) delete env.PEERSTER_MUTANT;
  const args = [...HOW, ...tests, '--reporter=json', `--outputFile=${report}`];
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

/** Most faults are caught by a few tests that are quickly run; where these are content, all are asked. */
async function judgeQuickly({ name, file }) {
  const verdict = await judge(name, fewTests(file));
  return verdict.caught === undefined ? judge(name) : verdict;
}

/** Those of the room of a file of the core, or where it has none of its own those that lie in no room. */
function fewTests(file) {
  const room = /^src\/core\/(\w+)\//.exec(file)?.[1];
  const all = readdirSync(`${root}test/core`);
  if (all.some((test) => test.startsWith(room))) return [`test/core/${room}`];
  return all.filter((test) => test.endsWith('.test.ts')).map((test) => `test/core/${test}`);
}

/** Runs tests on one mutant (or, without a name, on the code as it is). `caught` says by what; undefined: by nothing. */
async function judge(name, tests = ALL_TESTS) {
  const report = `${root}.cache/mutant-${name ?? 'none'}.json`;
  rmSync(report, { force: true });
  const since = performance.now();
  const run = await vitest(name, report, tests);
  const caught = killer(report) ?? (run.signal === null ? undefined : 'the time limit');
  return { name, caught, run, seconds: ((performance.now() - since) / 1000).toFixed(1) };
}

function tell({ name, caught, run, seconds }) {
  if (caught !== undefined) console.log(` ok   mutant ${name}: caught by "${caught}" (${seconds} s)`);
  else console.log(`FAIL  mutant ${name}: no test caught it (${seconds} s)${run.status === 0 ? '' : `\n${run.errors}`}`);
}

/** Counts of caught (passed) and missed (failed) mutants. `isSound`: the same tests have just passed without any mutant. */
async function runMutants(names, isSound) {
  mkdirSync(`${root}.cache`, { recursive: true });
  const counts = { passed: 0, failed: 0 };
  const sound = isSound ? undefined : await judge(undefined);
  if (sound !== undefined && sound.run.status !== 0) {
    console.log(`FAIL  mutants: the tests fail without any mutant: ${sound.caught ?? sound.run.errors}`);
    return { passed: 0, failed: names.length };
  }
  const left = [...names];
  const work = async () => {
    for (let name = left.shift(); name !== undefined; name = left.shift()) {
      const verdict = await judgeQuickly(MUTANTS.find((mutant) => mutant.name === name));
      tell(verdict);
      counts[verdict.caught === undefined ? 'failed' : 'passed']++;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return counts;
}

const [first, ...rest] = process.argv.slice(2);
const isSound = first === '--sound';
const asked = isSound || first === undefined ? rest : [first, ...rest];
const unknown = asked.find((name) => !MUTANTS.some((mutant) => mutant.name === name));
if (unknown !== undefined) {
  console.error(`there is no mutant "${unknown}"; test/mutants/mutants.mjs lists them`);
  process.exit(2);
}
const { passed, failed } = await runMutants(asked.length > 0 ? asked : MUTANTS.map((mutant) => mutant.name), isSound);
console.log(`${passed} caught, ${failed} missed`);
process.exit(failed === 0 ? 0 : 1);
