// Plays the six files of examples/networks on all engines and says how far the real ones are from the emulated one: docs/agreement.md.
//
//   node scripts/agree.mjs [--runs 10] [--only NAME] [--check]
//
// --check fails where a median is farther off than 10 %. Takes minutes: real time is waited for.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const execute = promisify(execFile);
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '10' }, only: { type: 'string' }, check: { type: 'boolean', default: false } },
});

const FILES = ['broadcast', 'cars', 'fire', 'partition', 'bursts', 'churn'].filter(
  (name) => values.only === undefined || name === values.only,
);
const ENGINES = ['emulated', 'local', 'processes'];
const TOLERANCE = 0.1;
/** Held to the tolerance, and told beside it. */
const HELD = [
  ['completion', 'time to full delivery, ms', 0],
  ['packetsPerDelivery', 'packets per delivery', 2],
];
const TOLD = [
  ['timeTo50', 'half of the deliveries, ms after publication', 0],
  ['timeTo99', '99 %, ms after publication', 0],
];

const folder = mkdtempSync(join(tmpdir(), 'peerster-agree-'));
const found = new Map();
const loads = [];
try {
  for (const file of FILES) for (const engine of ENGINES) found.set(`${file} ${engine}`, await measure(file, engine));
} finally {
  rmSync(folder, { recursive: true });
}
const off = report();
if (values.check && off > 0) process.exitCode = 1;

async function measure(file, engine) {
  const out = join(folder, 'out.json');
  const argv = [
    'dist/peerster.cjs',
    'network',
    'run',
    `examples/networks/${file}.yaml`,
    '--engine',
    engine,
    '--runs',
    values.runs,
    '--json',
    out,
  ];
  let broken = '';
  await execute('node', argv, { maxBuffer: 2 ** 26 }).catch((error) => (broken = error.stderr.trim()));
  const text = readFileSync(out, 'utf8');
  if (text === '') throw new Error(broken);
  if (broken !== '') console.error(broken);
  loads.push(Math.round(loadavg()[0]));
  const { summary } = JSON.parse(text);
  console.error(`${file}, ${engine}: ${HELD.map(([what]) => `${what} ${summary.numbers[what]?.median}`).join(', ')}`);
  return { numbers: summary.numbers, broken: broken !== '' };
}

function report() {
  const rows = FILES.flatMap((file) => [...HELD, ...TOLD].map((what) => row(file, what)));
  const page = `<!-- Made by \`make agree\`. -->
# Do the engines agree?

The six files of [networks/](networks/README.md), each ${values.runs} times on every engine with the seeds 1 to ${values.runs}: the medians, and in
brackets how far those of the real engines are from the emulated one. The same seed gives the same network on all engines, but only in
virtual time the same run: on real sockets chance has the last word. Every link delays by 20 ms or more, so that what the machine itself
takes is small beside it.

**Time to full delivery** is from the first publication to the last delivery. It and the packets per delivery are to be within 10 %; what is
farther off is bold. The times after publication are told beside them: they are tails of distributions, which ${values.runs} runs pin down less well.

| file | | ${ENGINES.join(' | ')} |
| --- | --- | --: | --: | --: |
${rows.map(({ cells }) => `| ${cells.join(' | ')} |`).join('\n')}

Measured on ${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}, by \`make agree\`; load average ${Math.min(...loads)} to
${Math.max(...loads)}. Nodes in processes that wait for a busy machine are late: what they take is part of the times after publication.
`;
  if (values.only === undefined) writeFileSync('docs/agreement.md', page);
  console.log(page);
  return rows.filter(({ isOff }) => isOff).length + [...found.values()].filter(({ broken }) => broken).length;
}

function row(file, [what, words, digits]) {
  const [emulated, ...real] = ENGINES.map((engine) => found.get(`${file} ${engine}`).numbers[what]?.median);
  const isHeld = HELD.some(([name]) => name === what);
  const parts = real.map((value) => {
    if (value === undefined || emulated === undefined) return { text: 'never', isOff: isHeld };
    const away = value / emulated - 1;
    const isOff = isHeld && Math.abs(away) > TOLERANCE;
    const text = `${value.toFixed(digits)} (${away < 0 ? '−' : '+'}${Math.abs(away * 100).toFixed(1)} %)`;
    return { text: isOff ? `**${text}**` : text, isOff };
  });
  const name = what === HELD[0][0] ? `[${file}](../examples/networks/${file}.yaml)` : '';
  return {
    cells: [name, words, emulated?.toFixed(digits) ?? 'never', ...parts.map(({ text }) => text)],
    isOff: parts.some(({ isOff }) => isOff),
  };
}
