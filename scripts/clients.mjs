// The clients in other languages.
//
//   node scripts/clients.mjs generate          their code from proto
//   node scripts/clients.mjs test [python|go]  their tests
//
// A language that is not on this machine is left out, and that is said; with CI=true it is a failure.
import { fileURLToPath } from 'node:url';
import { generateGo, goIsMissing, testGo } from './clients/go.mjs';
import { generatePython, pythonIsMissing, testPython } from './clients/python.mjs';

const CLIENTS = {
  python: { isMissing: pythonIsMissing, generate: generatePython, test: testPython },
  go: { isMissing: goIsMissing, generate: generateGo, test: testGo },
};

/** Runs the tests of each client whose language is there. Returns counts: one that is not there counts as one skipped. */
export function testClients(names = Object.keys(CLIENTS)) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const name of names) {
    const counts = testClient(name, CLIENTS[name]);
    for (const key of Object.keys(total)) total[key] += counts[key];
  }
  return total;
}

function testClient(name, { isMissing, test }) {
  const why = isMissing();
  if (why === undefined) return test();
  console.log(`SKIP  the ${name} client: ${why}`);
  return process.env.CI === 'true' ? { passed: 0, failed: 1, skipped: 0 } : { passed: 0, failed: 0, skipped: 1 };
}

function generateClients() {
  for (const [name, { isMissing, generate }] of Object.entries(CLIENTS)) {
    const why = isMissing();
    if (why === undefined) generate();
    else console.log(`The code of the ${name} client is left as it is: ${why}.`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [what, ...names] = process.argv.slice(2);
  if (what === 'generate') generateClients();
  else if (what === 'test') {
    const { passed, failed, skipped } = testClients(names.length > 0 ? names : undefined);
    console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
    process.exitCode = failed > 0 ? 1 : 0;
  } else {
    console.error('usage: node scripts/clients.mjs generate | test [python|go]');
    process.exitCode = 2;
  }
}
