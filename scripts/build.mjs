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

/** dist/peerster.cjs: the launcher, which holds the program as a string (src/cli/launch/program.ts says why). */
async function program() {
  // A script that runs from a string cannot import: what stays a package (the compiler of rules) is required.
  const main = await bundle('src/cli/main.ts', {}, { external: ['esbuild'], supported: { 'dynamic-import': false } });
  const text = `(function(require,module,exports){${main}\n})`;
  const id = createHash('sha256').update(text).digest('hex').slice(0, 12);
  const define = { PEERSTER_PROGRAM_ID: JSON.stringify(id), PEERSTER_PROGRAM: JSON.stringify(text) };
  // In quotes, not in backquotes, which V8 reads twice: cooked and raw.
  const launcher = await bundle('src/cli/launch/launcher.ts', define, { supported: { 'template-literal': false } });
  const path = join(dist, 'peerster.cjs');
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, `#!/usr/bin/env node\n${launcher}`, { mode: 0o755 });
  writeCache(id, text);
  renameSync(unfinished, path);
}

async function bundle(entry, define, more = {}) {
  const options = { ...common, ...more, format: 'cjs', minify: true, legalComments: 'none', write: false };
  const result = await build({ ...options, entryPoints: [entry], define: { PEERSTER_VERSION: JSON.stringify(version), ...define } });
  return result.outputFiles[0].text;
}

function writeCache(id, text) {
  const name = `peerster-${id}.cache`;
  const unfinished = join(dist, `${name}.${process.pid}`);
  const made = spawnSync(process.execPath, [join(root, 'scripts/code-cache.mjs'), unfinished], {
    input: text,
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

/**
 * dist/index.js: the node as a library; dist/client.js: the client of the APIs; dist/testing.js: what starts nodes in tests. Their dependencies stay packages; what they
 * import late (gRPC) stays in files of its own.
 */
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
  await build({
    ...options,
    entryPoints: { index: 'src/index.ts', client: 'clients/typescript/src/index.ts', testing: 'clients/typescript/src/testing/index.ts' },
    outdir: dist,
  });
}

function declarations() {
  const tsc = join(root, 'node_modules/.bin/tsc');
  if (!existsSync(tsc)) return;
  rmSync(join(dist, 'types'), { recursive: true, force: true });
  const result = spawnSync(tsc, ['-p', join(root, 'scripts/tsconfig.types.json')], { stdio: 'inherit' });
  if (result.status !== 0) process.exit(1);
}
