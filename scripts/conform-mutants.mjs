// Judges the Go node of test/foreign by every sentence, and each faulty version of it: the sentence that its fault breaks must be among the
// broken ones. The tests ask of each version that sentence alone.
//
//   node scripts/conform-mutants.mjs          all of them, and the node without a fault
//   node scripts/conform-mutants.mjs NAME …   these
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const AT_ONCE = 2;
const FOLDER = `${root}.cache/go-node`;
const TIMES = { ack: 0.4, 'anti-entropy': 0.6 };
const TABLE = readFileSync(`${root}test/foreign/mutants.ts`, 'utf8');
const MUTANTS = Object.fromEntries(
  [...TABLE.matchAll(/^ {2}'([a-z0-9-]+)': '([A-Z]\d+)',$/gm)].map(([, name, sentence]) => [name, sentence]),
);

function build() {
  const argv = ['build', '-C', `${root}test/foreign/go-node`, '-o', `${FOLDER}/`, '.', './client'];
  const built = spawnSync('go', argv, { encoding: 'utf8' });
  if (built.status === 0) return;
  console.error(`the Go node cannot be built: ${built.error?.message ?? built.stderr}`);
  process.exit(1);
}

/** The verdicts of one version; '' is the node without a fault. */
async function judge(mutant) {
  const profile = Object.entries(TIMES).map(([name, seconds]) => `${name}=${seconds}`);
  const times = [`-ackTimeout=${TIMES.ack}`, `-antiEntropy=${TIMES['anti-entropy']}`];
  const options = ['--json', '-', '--jobs', '4', '--profile', profile.join(','), '--client', `${FOLDER}/client`];
  const argv = [`${root}dist/peerster.cjs`, 'conform', ...options, '--', `${FOLDER}/Peerster`, `-mutant=${mutant}`, ...times];
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, errors] = ['', ''];
  child.stdout.on('data', (data) => (out += data));
  child.stderr.on('data', (data) => (errors += data));
  await new Promise((resolve) => child.on('close', resolve));
  try {
    return JSON.parse(out).sentences;
  } catch {
    throw new Error(`peerster conform failed: ${errors}`);
  }
}

/** Whether the verdicts are what they must be; says so. */
function tell(mutant, sentences) {
  const broken = sentences.filter(({ state }) => state === 'broken').map(({ sentence }) => sentence);
  const isRight = mutant === '' ? broken.length === 0 : broken.includes(MUTANTS[mutant]);
  const what = mutant === '' ? 'no fault' : `${mutant} (${MUTANTS[mutant]})`;
  console.log(`${isRight ? ' ok ' : 'FAIL'}  ${what}: broken: ${broken.join(', ') || 'nothing'}`);
  return isRight;
}

const names = process.argv.slice(2);
const unknown = names.find((name) => !(name in MUTANTS));
if (unknown !== undefined) {
  console.error(`there is no mutant "${unknown}"; test/foreign/mutants.ts lists them`);
  process.exit(2);
}
build();
const left = names.length > 0 ? names : ['', ...Object.keys(MUTANTS)];
let wrong = 0;
const work = async () => {
  for (let mutant = left.shift(); mutant !== undefined; mutant = left.shift()) if (!tell(mutant, await judge(mutant))) wrong++;
};
await Promise.all(Array.from({ length: AT_ONCE }, work));
console.log(wrong === 0 ? 'every one judged as it must be' : `${wrong} judged wrongly`);
process.exit(wrong === 0 ? 0 : 1);
