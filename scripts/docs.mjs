// Makes the references of docs/ out of what they describe.
//
//   node scripts/docs.mjs           writes them
//   node scripts/docs.mjs --check   fails if one of them is not what would be written
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { apiReference } from './docs/api.mjs';
import { cliReference } from './docs/cli.mjs';
import { networkFileReference, networkSchema } from './docs/network-file.mjs';
import { settingsReference } from './docs/settings.mjs';
import { vectorsReference } from './docs/vectors.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const REFERENCES = {
  'docs/api.md': apiReference,
  'docs/cli.md': cliReference,
  'docs/network-file.md': networkFileReference,
  'docs/network.schema.json': networkSchema,
  'docs/settings.md': settingsReference,
  'docs/vectors.md': vectorsReference,
};

function isFresh(file, text) {
  try {
    return readFileSync(file, 'utf8') === text;
  } catch {
    return false;
  }
}

const stale = [];
for (const [file, make] of Object.entries(REFERENCES)) {
  const text = await make();
  if (isFresh(file, text)) continue;
  stale.push(file);
  if (!process.argv.includes('--check')) writeFileSync(file, text);
}
if (process.argv.includes('--check') && stale.length > 0) {
  console.error(`${stale.join(', ')}: not what the sources say; run make docs, and commit.`);
  process.exit(1);
}
if (!process.argv.includes('--check')) console.log(stale.length > 0 ? `written: ${stale.join(', ')}` : 'nothing to write');
