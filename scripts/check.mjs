// Runs the checks and the tests, all of them even if one fails, and ends with the line `N passed, N failed`.
//
//   node scripts/check.mjs all     everything
//   node scripts/check.mjs quick   what takes under a minute
//
// Each check counts as one; of the tests each test does, and of the planted mutants each mutant. What cannot be run on this machine is
// named in a line that begins with SKIP, and counted; with CI set that is a failure.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { testClients } from './clients.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = (name) => `node_modules/.bin/${name}`;

const CHECKS = [
  { name: 'the program builds', command: ['node', 'scripts/build.mjs'] },
  { name: 'format of the sources', command: [bin('biome'), 'format'] },
  { name: 'format of the protocol definitions', command: [bin('buf'), 'format', '--diff', '--exit-code'] },
  { name: 'lint of the sources', command: [bin('oxlint'), '--type-aware', 'src', 'test', 'scripts', 'clients', 'vitest.config.ts'] },
  { name: 'lint of the protocol definitions', command: [bin('buf'), 'lint'] },
  { name: 'types of everything', command: [bin('tsc'), '-p', 'tsconfig.json'] },
  { name: 'types of the core alone', command: [bin('tsc'), '-p', 'src/core'] },
  { name: 'types of the wire alone', command: [bin('tsc'), '-p', 'src/wire'] },
  { name: 'generated code is fresh', command: ['sh', 'scripts/generated-fresh.sh'] },
  { name: 'generated references are fresh', command: ['node', 'scripts/docs.mjs', '--check'] },
  { name: 'the package can be installed and imported', command: ['node', 'scripts/package-fits.mjs'] },
];

/** What needs Python and Go, and minutes the first time. */
const CLIENT_CHECKS = [{ name: 'generated code of the clients is fresh', command: ['sh', 'scripts/clients-fresh.sh'] }];

/** Compares the protocol definitions with the newest tag; none if there is no tag yet. */
function breakingCheck() {
  const git = spawnSync('git', ['describe', '--tags', '--abbrev=0'], { cwd: root, encoding: 'utf8' });
  const tag = git.status === 0 ? git.stdout.trim() : '';
  if (tag === '') return [];
  return [{ name: `protocol definitions break nothing of ${tag}`, command: [bin('buf'), 'breaking', '--against', `.git#tag=${tag}`] }];
}

function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

/** Returns counts. What a failed check wrote is shown, and what any of them could not do here. */
function runCheck({ name, command: [program, ...args] }) {
  const since = performance.now();
  const run = spawnSync(program, args, { cwd: root, encoding: 'utf8', maxBuffer: 64 << 20 });
  const passed = run.status === 0;
  console.log(`${passed ? ' ok ' : 'FAIL'}  ${name} (${seconds(since)})`);
  if (!passed) console.log(`${[program, ...args].join(' ')}\n${run.error?.message ?? ''}${run.stdout ?? ''}${run.stderr ?? ''}`);
  const skipped = `${run.stdout ?? ''}${run.stderr ?? ''}`.match(/^SKIP .*$/gm) ?? [];
  for (const line of skipped) console.log(line);
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: skipped.length };
}

/** Runs vitest and counts what it reports; a file that does not load, or an error outside any test, counts as a failed test. */
function runTests(projects) {
  const report = '.cache/vitest.json';
  rmSync(`${root}/${report}`, { force: true });
  const args = ['run', ...projects.flatMap((name) => ['--project', name])];
  const run = spawnSync(bin('vitest'), [...args, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], {
    cwd: root,
    stdio: 'inherit',
  });
  const counts = readReport(report);
  if (run.status !== 0 && counts.failed === 0) counts.failed = 1;
  return counts;
}

function readReport(report) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(readFileSync(`${root}/${report}`, 'utf8'));
    for (const { assertionResults } of testResults)
      for (const { status, fullName } of assertionResults) if (status === 'skipped') console.log(`SKIP  ${fullName}`);
    const unloaded = testResults.filter(
      (file) => file.status === 'failed' && !file.assertionResults.some((one) => one.status === 'failed'),
    );
    return { passed: numPassedTests, failed: numFailedTests + unloaded.length, skipped: numPendingTests };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/**
 * The mutants need a core, and real processes wait most of the time: so they run side by side, these with the right of way.
 * Returns what waits for the mutants, shows what they wrote, and gives counts.
 */
function startMutants(isSound) {
  const log = '.cache/mutants.log';
  const out = openSync(`${root}/${log}`, 'w');
  const child = spawn('nice', ['node', 'scripts/mutants.mjs', ...(isSound ? ['--sound'] : [])], { cwd: root, stdio: ['ignore', out, out] });
  const closed = once(child, 'close');
  return async () => {
    console.log('The mutants, planted meanwhile:');
    await closed;
    const text = readFileSync(`${root}/${log}`, 'utf8');
    process.stdout.write(text);
    const [, caught, missed] = /^(\d+) caught, (\d+) missed$/m.exec(text) ?? [undefined, 0, 1];
    return { passed: Number(caught), failed: Number(missed) };
  };
}

const mode = process.argv[2];
if (mode !== 'all' && mode !== 'quick') {
  console.error('usage: node scripts/check.mjs all|quick');
  process.exit(2);
}
process.chdir(root);
mkdirSync('.cache', { recursive: true });
const total = { passed: 0, failed: 0, skipped: 0 };
const add = (counts) => {
  for (const key of Object.keys(total)) total[key] += counts[key] ?? 0;
};
for (const check of [...CHECKS, ...breakingCheck(), ...(mode === 'all' ? CLIENT_CHECKS : [])]) add(runCheck(check));
const tests = runTests(mode === 'all' ? ['unit', 'simulation'] : ['unit']);
add(tests);
if (mode === 'all') {
  const mutants = startMutants(tests.failed === 0);
  add(runTests(['e2e']));
  add(await testClients());
  add(await mutants());
}
const line = `${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`;
writeFileSync('.cache/summary', `${line}\n`);
console.log(line);
const lacking = Boolean(process.env.CI) && total.skipped > 0;
if (lacking) console.error('With CI set nothing may be skipped: install what the lines that begin with SKIP name.');
process.exit(total.failed === 0 && total.passed > 0 && !lacking ? 0 : 1);
