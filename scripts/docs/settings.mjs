// docs/settings.md, from src/core/settings.ts and the comments of src/core/bounds.ts.
import { readFileSync } from 'node:fs';
import { buildSync } from 'esbuild';

async function load(file) {
  const [{ text }] = buildSync({ entryPoints: [file], bundle: true, format: 'esm', write: false }).outputFiles;
  return import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`);
}

const grouped = (number) => (Number.isInteger(number) ? String(number).replace(/\B(?=(\d{3})+$)/g, ',') : String(number));

function settingRow([name, { unit, about, value, min, max }]) {
  return `| \`${name}\` | ${grouped(value)} | ${unit} | ${grouped(min)} to ${grouped(max)} | ${about} |`;
}

/** Name and comment of each bound; one without a comment shares that of the bound above it. */
function boundComments(source) {
  const comments = new Map();
  let comment = '';
  for (const match of source.matchAll(/\/\*\*([\s\S]*?)\*\/|^ {2}(\w+): /gm)) {
    if (match[1] !== undefined) comment = match[1].replace(/\s*\n\s*\*\s*/g, ' ').trim();
    else comments.set(match[2], comment);
  }
  return comments;
}

export async function settingsReference() {
  const { CONSTANTS } = await load('src/core/settings.ts');
  const { BOUNDS } = await load('src/core/bounds.ts');
  const comments = boundComments(readFileSync('src/core/bounds.ts', 'utf8').replace(/^[\s\S]*?= \{/, ''));
  return `<!-- Made by \`make docs\` from src/core/settings.ts and src/core/bounds.ts. Edit these. -->
# Settings and bounds

## Settings

Every constant of the protocol. GetNode tells those in force.

| name | default | unit | bounds | |
| --- | --: | --- | --- | --- |
${Object.entries(CONSTANTS).map(settingRow).join('\n')}

## Bounds

What keeps a node's memory and its answers finite, whatever others send. They are not settings: a change is a change of the source.

| name | value | |
| --- | --: | --- |
${Object.entries(BOUNDS)
  .map(([name, value]) => `| \`${name}\` | ${grouped(value)} | ${comments.get(name) ?? ''} |`)
  .join('\n')}
`;
}
