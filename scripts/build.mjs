// Builds dist: the program in one file with its code cache, and the library. Needs run-time packages only; type declarations are
// added where TypeScript is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

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
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, `#!/usr/bin/env node\n${launcher.trimEnd()}\n${comments}`, { mode: 0o755 });
  writeCache(id, body);
  renameSync(unfinished, path);
}

async function bundle(entry, define) {
  const options = { ...common, format: 'cjs', minify: true, legalComments: 'none', write: false };
  const result = await build({ ...options, entryPoints: [entry], define: { PEERSTER_VERSION: JSON.stringify(version), ...define } });
  return result.outputFiles[0].text;
}

function writeCache(id, body) {
  const name = `peerster-${id}.cache`;
  const unfinished = join(dist, `${name}.${process.pid}`);
  const made = spawnSync(process.execPath, [join(root, 'scripts/code-cache.mjs'), unfinished], {
    input: body,
    encoding: 'utf8',
    timeout: 20_000,
  });
  if (made.status !== 0) {
    console.warn(`build: the program's trial run failed, so there is no code cache and it starts slowly:\n${made.stderr.slice(-2_000)}`);
    return;
  }
  renameSync(unfinished, join(dist, name));
  for (const file of readdirSync(dist))
    if (/^peerster-[0-9a-f]+\.cache$/.test(file) && file !== name) rmSync(join(dist, file), { force: true });
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
