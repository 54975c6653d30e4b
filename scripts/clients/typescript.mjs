// The TypeScript client, and grpcurl by hand: their tests on a running program. (What of the client can be told without one is among the
// unit tests.)
import { readFileSync, rmSync } from 'node:fs';
import { run } from './run.mjs';

const REPORT = '.cache/vitest-clients.json';

/** Runs the tests. Resolves to counts. */
export async function testTypescript() {
  rmSync(REPORT, { force: true });
  const argv = ['run', '--project', 'clients', '--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`];
  const { status, said } = await run('node_modules/.bin/vitest', argv);
  const counts = readReport();
  if (status !== 0 && counts.failed === 0) counts.failed = 1;
  if (status !== 0) console.log(said);
  console.log(`typescript and grpcurl: ${counts.passed} passed, ${counts.failed} failed`);
  return counts;
}

function readReport() {
  try {
    const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(REPORT, 'utf8'));
    return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
