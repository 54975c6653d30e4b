// Installs the packages of package-lock.json, if they are not there already.
//
//   node scripts/install.mjs run   what the program needs to be built and run
//   node scripts/install.mjs dev   the tools of the checks and tests too
//
// npm keeps a list of what it installed in node_modules/.package-lock.json. Where that agrees with package-lock.json there is
// nothing to do, so `run` never takes away the tools that `dev` has installed.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages ?? {};
  } catch {
    return {};
  }
}

/** Packages that are asked for and not installed in just that version. Optional ones depend on the machine. */
function missing(withTools) {
  const installed = packagesIn('node_modules/.package-lock.json');
  return Object.entries(packagesIn('package-lock.json'))
    .filter(([path, entry]) => path !== '' && !entry.optional && !entry.devOptional && (withTools || !entry.dev))
    .filter(([path, entry]) => installed[path]?.integrity !== entry.integrity)
    .map(([path]) => path);
}

const what = process.argv[2];
if (what !== 'run' && what !== 'dev') {
  console.error('usage: node scripts/install.mjs run|dev');
  process.exit(2);
}
if (missing(what === 'dev').length > 0) {
  console.error(what === 'dev' ? 'Installing the packages and the tools of the tests …' : 'Installing the run-time packages …');
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...(what === 'dev' ? ['--include=dev'] : ['--omit=dev'])];
  const npm = spawnSync('npm', args, { cwd: root, stdio: ['ignore', 2, 2] });
  const left = missing(what === 'dev');
  if (npm.status !== 0 || left.length > 0) {
    console.error(`npm ${args.join(' ')} did not install everything (missing: ${left.slice(0, 3).join(', ') || 'see above'}).`);
    process.exit(1);
  }
}
