// docs/vectors.md, from docs/wire-vectors.json and docs/extension-vectors.json, each byte explained as `peerster decode` does.
import { readFileSync } from 'node:fs';
import { buildSync } from 'esbuild';

async function load(file) {
  const [{ text }] = buildSync({ entryPoints: [file], bundle: true, format: 'esm', write: false }).outputFiles;
  return import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`);
}

const SHOWN = 12;

function hexOf(bytes) {
  const pairs = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
  return pairs.length <= SHOWN ? pairs.join(' ') : `${pairs.slice(0, SHOWN - 3).join(' ')} … ${pairs.slice(-2).join(' ')}`;
}

function valueOf(value) {
  if ('text' in value) return JSON.stringify(value.text);
  if ('number' in value) return String(value.number);
  if ('numbers' in value) return value.numbers.join(', ');
  return 'hex' in value ? `${value.hex.length / 2} bytes` : `(${value.message})`;
}

/** A line for a field's own bytes, and below it those of the fields inside. */
function rows(field, bytes, depth) {
  const inside = 'message' in field.value ? field.value.fields : [];
  const own = field.bytes - inside.reduce((sum, one) => sum + one.bytes, 0);
  const hex = '   '.repeat(depth) + hexOf(bytes.subarray(field.offset, field.offset + own));
  const row = `${hex.padEnd(42)} ${'  '.repeat(depth)}${field.number} ${field.name ?? 'unknown'} ${valueOf(field.value)}`;
  return [row, ...inside.flatMap((one) => rows(one, bytes, depth + 1))];
}

function verdictOf({ dropped, reason, why, kind }) {
  if (!dropped) return `read as: ${kind}`;
  return reason === 'unknown-kind' ? `read; ${why}` : `dropped: ${reason}, ${why}`;
}

function section({ name, hex, dialect, note }, explain) {
  const bytes = Buffer.from(hex, 'hex');
  const { fields, verdict } = explain(new Uint8Array(bytes), dialect === 'reference' ? 'reference' : 'course');
  const listing = [...fields.flatMap((field) => rows(field, bytes, 0)), verdictOf(verdict)].join('\n');
  return `### ${name}\n\n${note === undefined ? '' : `${note}.\n\n`}\`\`\`text\n${hex === '' ? '(no bytes)' : hex}\n\n${listing}\n\`\`\`\n`;
}

export async function vectorsReference() {
  const { explain } = await load('src/wire/explain.ts');
  const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
  const [go, ours] = [read('docs/wire-vectors.json'), read('docs/extension-vectors.json')];
  const sections = (vectors) => vectors.map((vector) => section(vector, explain));
  return [
    '<!-- Made by `make docs` from docs/wire-vectors.json and docs/extension-vectors.json. Edit these. -->\n# Vectors, byte by byte\n',
    'For each datagram its bytes, then each field: its bytes, its number, its name, its value; then what a node of this program makes of it.',
    'The rules are in [protocol.md](protocol.md); `peerster decode HEX` does the same for any datagram.\n',
    '## Written by the Go codec\n\nA node that is asked to write such a packet writes these bytes.\n',
    ...sections(go.encode),
    '## Read by the Go codec\n\nThe note says what the Go codec makes of it.\n',
    ...sections(go.decode),
    '## Extensions\n\nOnly for peers that announced them (protocol.md, section X).\n',
    ...sections(ours.encode),
  ].join('\n');
}
