// Builds dist: the program in one file with its code cache, and the library. Needs run-time packages only; type declarations are
// added where TypeScript is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { warmedCache } from './code-cache.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const common = { absWorkingDir: root, bundle: true, platform: 'node', target: 'node20', logLevel: 'warning', charset: 'ascii' };

await main();

async function main() {
  mkdirSync(dist, { recursive: true });
  await Promise.all([program(), library()]);
  declarations();
}

/** dist/peerster.cjs: the launcher, then the body as comment lines (src/cli/launch/body.ts says why). */
async function program() {
  const bundled = await bundle('src/cli/main.ts', {});
  const body = `(function(require,module,exports){${bundled}\n})`;
  const id = createHash('sha256').update(body).digest('hex').slice(0, 12);
  const comments = body.replace(/^/gm, '//');
  const define = { PEERSTER_BODY_ID: JSON.stringify(id), PEERSTER_BODY_LENGTH: String(comments.length) };
  const launcher = await bundle('src/cli/launch/launcher.ts', define);
  const path = join(dist, 'peerster.cjs');
  writeFileSync(`${path}.new`, `#!/usr/bin/env node\n${launcher.trimEnd()}\n${comments}`, { mode: 0o755 });
  writeCache(id, await warmedCache(body, createRequire(path)));
  renameSync(`${path}.new`, path);
}

async function bundle(entry, define) {
  const options = { ...common, format: 'cjs', minify: true, legalComments: 'none', write: false };
  const result = await build({ ...options, entryPoints: [entry], define: { PEERSTER_VERSION: JSON.stringify(version), ...define } });
  return result.outputFiles[0].text;
}

function writeCache(id, cache) {
  for (const file of readdirSync(dist)) if (/^peerster-.*\.cache$/.test(file)) rmSync(join(dist, file));
  writeFileSync(join(dist, `peerster-${id}.cache`), cache);
}

/** dist/index.js: the node as a library. Its dependencies stay packages; what it imports late (gRPC) stays in files of its own. */
async function library() {
  rmSync(join(dist, 'library'), { recursive: true, force: true });
  const define = { PEERSTER_VERSION: JSON.stringify(version) };
  const options = {
    ...common,
    format: 'esm',
    splitting: true,
    chunkNames: 'library/[name]-[hash]',
    packages: 'external',
    sourcemap: true,
    define,
  };
  await build({ ...options, entryPoints: ['src/index.ts'], outdir: dist });
}

function declarations() {
  const tsc = join(root, 'node_modules/.bin/tsc');
  if (!existsSync(tsc)) return;
  const result = spawnSync(tsc, ['-p', join(root, 'scripts/tsconfig.types.json')], { stdio: 'inherit' });
  if (result.status !== 0) process.exit(1);
}
