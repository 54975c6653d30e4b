// Plays the same seeded networks on Node 20 while another core is busy, on Node 22 and in Chromium where there is one, and compares the
// digests of every run. Minutes.
//
//   node scripts/determinism.mjs [SEEDS]
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = `${root}.cache/determinism`;
/** By major number: what npm installs where it is not the Node that runs this. */
const NODES = { 20: '20.20.2', 22: '22.23.3' };
const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome'];
/** Virtual ms after which a browser shows what it has: timers that are all due at once cost it none. */
const BROWSER_PATIENCE = 100_000_000;

const seeds = Number(process.argv[2] ?? 1_000);
if (!Number.isInteger(seeds) || seeds < 1) {
  console.error('usage: node scripts/determinism.mjs [SEEDS]');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
const { outputFiles } = await build({
  stdin: { contents: `export { storm } from './test/network/emulated/storm.js';`, resolveDir: root, loader: 'ts' },
  bundle: true,
  platform: 'browser',
  format: 'iife',
  globalName: 'peerster',
  write: false,
  logLevel: 'warning',
});
const play = `(async () => {
  const lines = [];
  for (let seed = 1; seed <= ${seeds}; seed++) {
    const { digest, faults } = await peerster.storm(seed);
    lines.push('run ' + seed + ' ' + digest + ' ' + (faults[0] ?? ''));
  }
  return lines.join('\\n');
})()`;
writeFileSync(`${folder}/run.cjs`, `${outputFiles[0].text}\n${play}.then(console.log);\n`);
const page = `${outputFiles[0].text}\n${play}.then((text) => (document.body.textContent = text));`;
writeFileSync(`${folder}/run.html`, `<meta charset="utf-8"><body></body><script>${page.replaceAll('</script', '<\\/script')}</script>\n`);

const runs = { 'Node 20, the other core busy': busily(() => onNode(20)), 'Node 22': onNode(22), ...inBrowser() };
process.exit(compare(runs) ? 0 : 1);

/** The digests by seed. */
function onNode(major) {
  const since = performance.now();
  const digests = read(output(nodeOf(major), [`${folder}/run.cjs`]));
  console.log(`Node ${major}: ${digests.length} runs in ${seconds(since)}`);
  return digests;
}

function inBrowser() {
  const browser = BROWSERS.find((name) => spawnSync(name, ['--version']).status === 0);
  if (browser === undefined) {
    console.log('no Chromium here: not played in a browser');
    return {};
  }
  const since = performance.now();
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', `--virtual-time-budget=${BROWSER_PATIENCE}`, '--dump-dom'];
  const digests = read(output(browser, [...flags, `file://${folder}/run.html`]));
  console.log(`${browser}: ${digests.length} runs in ${seconds(since)}`);
  return { [browser]: digests };
}

function busily(act) {
  const other = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' });
  try {
    return act();
  } finally {
    other.kill('SIGKILL');
  }
}

function nodeOf(major) {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const prefix = `${root}.cache/node-${major}`;
  const path = `${prefix}/node_modules/node/bin/node`;
  if (existsSync(path)) return path;
  mkdirSync(prefix, { recursive: true });
  writeFileSync(`${prefix}/package.json`, '{"private":true}\n');
  output('npm', ['install', '--prefix', prefix, '--no-audit', '--no-fund', '--loglevel=error', `node@${NODES[major]}`]);
  return path;
}

function output(program, args) {
  const run = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 64 << 20, stdio: ['ignore', 'pipe', 'pipe'] });
  if (run.status === 0) return run.stdout;
  throw new Error(`${program} failed: ${run.error?.message ?? run.stderr}`); // not an exit, which would leave the busy one behind
}

function read(text) {
  return [...text.matchAll(/^(?:.*>)?run (\d+) ([0-9a-f]{64}) ([^<\n]*)/gm)].map(([, seed, digest, fault]) => ({ seed, digest, fault }));
}

function seconds(since) {
  return `${((performance.now() - since) / 1_000).toFixed(0)} s`;
}

/** Whether all runs were played, without faults and everywhere the same way. */
function compare(all) {
  const [[first, expected], ...others] = Object.entries(all);
  const wrong = [];
  if (expected.length !== seeds) wrong.push(`${first} played ${expected.length} of ${seeds} runs`);
  if (new Set(expected.map(({ digest }) => digest)).size !== seeds) wrong.push('two seeds made the same run');
  for (const { seed, fault } of expected) if (fault !== '') wrong.push(`seed ${seed}: ${fault}; replay with: make sim SEED=${seed}`);
  for (const [name, digests] of others) {
    const at = expected.findIndex(({ digest }, index) => digests[index]?.digest !== digest);
    if (at >= 0) wrong.push(`${name} and ${first} go different ways from seed ${expected[at].seed}: make sim SEED=${expected[at].seed}`);
  }
  for (const line of wrong.slice(0, 10)) console.error(line);
  if (wrong.length === 0) console.log(`${seeds} seeds, the same digests everywhere: ${Object.keys(all).join('; ')}`);
  return wrong.length === 0;
}
