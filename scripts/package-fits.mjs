// Fails if the package is not one that others can install and import: packs it as it would be published, and asks publint and attw
// ("are the types wrong?"), and whether everything that belongs into it is there and nothing else.
//
//   node scripts/package-fits.mjs     needs a build
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

/** What others need. */
const NEEDED = [
  'dist/peerster.cjs',
  'dist/index.js',
  'dist/client.js',
  'dist/testing.js',
  'proto/peerster/v1/node.proto',
  'LICENSE',
  'README.md',
];
/** What is nobody's business but ours. */
const OURS = /^(src|test|clients|scripts|node_modules|\.cache)\/|\.tar|\.tgz$/;
/** The package has modules only (`"type": "module"`), for programs of Node 20: older ways to find one are not served. */
const SERVED = new Set(['node16-esm', 'bundler']);

const folder = mkdtempSync(join(tmpdir(), 'peerster-package-'));
try {
  const { tarball, paths } = pack();
  const complaints = [...contents(paths), ...(await ofPublint(tarball)), ...(await ofAttw(tarball))];
  for (const complaint of complaints) console.error(complaint);
  process.exitCode = complaints.length > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true });
}

function pack() {
  const run = spawnSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`npm pack failed: ${run.stderr}`);
  const [{ filename, files }] = JSON.parse(run.stdout);
  return { tarball: readFileSync(join(folder, filename)), paths: files.map(({ path }) => path) };
}

function contents(paths) {
  const missing = NEEDED.filter((path) => !paths.includes(path)).map((path) => `npm pack leaves out ${path}`);
  return [...missing, ...paths.filter((path) => OURS.test(path)).map((path) => `npm pack takes in ${path}`)];
}

async function ofPublint(tarball) {
  const { messages, pkg } = await publint({ strict: true, pack: { tarball: arrayBufferOf(tarball) } });
  return messages.map((message) => `publint: ${formatMessage(message, pkg, { color: false })}`);
}

async function ofAttw(tarball) {
  const { problems = [], types } = await checkPackage(createPackageFromTarballData(tarball));
  if (types === false) return ['attw: there are no types'];
  const ours = problems.filter(({ resolutionKind }) => resolutionKind === undefined || SERVED.has(resolutionKind));
  return ours.map(({ kind, ...where }) => `attw: ${kind} ${JSON.stringify(where)}`);
}

function arrayBufferOf(bytes) {
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
}
