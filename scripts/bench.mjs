// Bundles test/bench and runs it under plain Node: what is measured is the program, not a test runner's version of it.
//
//   node scripts/bench.mjs [--check] [--only=NAME,…] [--reps=N]
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const outdir = `${root}.cache/bench`;
rmSync(outdir, { recursive: true, force: true });
const workers = readdirSync(`${root}test/bench/workers`).map((file) => `test/bench/workers/${file}`);
await build({
  absWorkingDir: root,
  entryPoints: ['test/bench/main.ts', ...workers],
  outdir,
  outbase: 'test/bench',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  define: { PEERSTER_VERSION: '"bench"' },
  logLevel: 'warning',
});
const run = spawnSync(process.execPath, [`${outdir}/main.js`, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, NODE_ENV: 'production' },
});
process.exit(run.status ?? 1);
