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
const withTools = what === 'dev';
if (missing(withTools).length > 0) {
  console.error(withTools ? 'Installing the packages and the tools of the tests …' : 'Installing the run-time packages …');
  const scope = withTools ? '--include=dev' : '--omit=dev';
  // `npm ci` refuses a lock file that leaves out an optional package for some other machine; `npm install` does not mind.
  npm('ci', scope);
  if (missing(withTools).length > 0) npm('install', '--no-save', scope);
  const left = missing(withTools);
  if (left.length > 0) {
    console.error(`npm did not install everything (missing: ${left.slice(0, 3).join(', ')}); what it says stands above.`);
    process.exit(1);
  }
}

function npm(...args) {
  spawnSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: ['ignore', 2, 2] });
}
