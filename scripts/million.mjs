// A rumor among a million emulated nodes: draws docs/media/million.svg. Takes minutes and 3 GiB.
//
//   node scripts/million.mjs [NODES]
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
const nodes = process.argv[2] ?? '1000000';
const argv = ['dist/peerster.cjs', 'network', 'spread', '--nodes', nodes, '--topology', 'regular:8', '--seed', '1', '--json'];
const run = spawnSync(process.execPath, argv, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 64 << 20 });
if (run.status !== 0) process.exit(run.status ?? 1);
const { report, cost } = JSON.parse(run.stdout);

const { coverageChart, STYLE } = await charts();
const { curve, ms, floor } = report;
const times = [0, ...curve.map((_, at) => ((at + 1) * ms) / curve.length)];
const title = `One rumor, ${whole(nodes)} nodes: all reached after ${whole(ms)} ms; ${whole(report.events)} events in ${whole(cost.setUpSeconds + cost.runSeconds)} s and ${whole(cost.peakMegabytes)} MiB`;
const chart = coverageChart({ times, mean: [0, ...curve] }, floor.ms);
const open = `<svg xmlns="http://www.w3.org/2000/svg" width="720" height="330" viewBox="0 -30 720 330" `;
const ground = '<rect x="0" y="-30" width="720" height="330" rx="8" style="fill:var(--ground)"/>';
const caption = `<text class="axis" x="14" y="-9" style="font-weight:600">${title}</text>`;
mkdirSync('docs/media', { recursive: true });
writeFileSync(
  'docs/media/million.svg',
  `${chart.replace(/^<svg viewBox="[^"]*" /, open).replace('>', `><style>${STYLE}</style>${ground}${caption}`)}\n`,
);
console.log(title);

/** The charts of reports, which are written in TypeScript. */
async function charts() {
  const outfile = `${root}.cache/charts.mjs`;
  const contents = `export * from './src/network/report/charts/coverage.ts'; export * from './src/network/report/html/style.ts';`;
  await build({ stdin: { contents, resolveDir: root }, outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'warning' });
  return import(outfile);
}

function whole(value) {
  return Math.round(Number(value)).toLocaleString('en-GB');
}
