// The clients.
//
//   node scripts/clients.mjs generate                     their code from proto
//   node scripts/clients.mjs test [python|go|typescript]  their tests
//
// A language that is not on this machine is left out, and that is said. With CI set that is a failure.
import { fileURLToPath } from 'node:url';
import { generateGo, goIsMissing, testGo } from './clients/go.mjs';
import { generatePython, pythonIsMissing, testPython } from './clients/python.mjs';
import { sum } from './clients/run.mjs';
import { testTypescript } from './clients/typescript.mjs';

const CLIENTS = {
  python: { isMissing: pythonIsMissing, generate: generatePython, test: testPython },
  go: { isMissing: goIsMissing, generate: generateGo, test: testGo },
  // Its code is src/gen.
  typescript: { isMissing: () => undefined, generate: () => {}, test: testTypescript },
};

/**
 * Runs the tests of each client whose language is there, beside one another, because they mostly wait. Resolves to counts: one that is
 * not there counts as one skipped.
 */
export async function testClients(names = Object.keys(CLIENTS)) {
  return sum(await Promise.all(names.map((name) => testClient(name, CLIENTS[name]))));
}

async function testClient(name, { isMissing, test }) {
  const why = isMissing();
  if (why === undefined) return test().catch((error) => brokenDown(name, error));
  console.log(`SKIP  the ${name} client: ${why}`);
  return { passed: 0, failed: 0, skipped: 1 };
}

function brokenDown(name, error) {
  console.log(`FAIL  the ${name} client: ${error.message}`);
  return { passed: 0, failed: 1, skipped: 0 };
}

async function generateClients() {
  for (const [name, { isMissing, generate }] of Object.entries(CLIENTS)) {
    const why = isMissing();
    if (why === undefined) await generate();
    else console.log(`SKIP  the code of the ${name} client is left as it is: ${why}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [what, ...names] = process.argv.slice(2);
  if (what === 'generate') await generateClients();
  else if (what === 'test') {
    const { passed, failed, skipped } = await testClients(names.length > 0 ? names : undefined);
    console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
    process.exitCode = failed > 0 || (process.env.CI && skipped > 0) ? 1 : 0;
  } else {
    console.error('usage: node scripts/clients.mjs generate | test [python|go|typescript]');
    process.exitCode = 2;
  }
}
