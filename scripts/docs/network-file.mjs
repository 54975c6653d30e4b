// docs/network-file.md and docs/network.schema.json, from src/network/file/parts: what reads a file describes it.
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { buildSync } from 'esbuild';

function network() {
  const outfile = resolve('.cache/network-file.cjs');
  buildSync({ entryPoints: ['src/network/file/parts/network.ts'], bundle: true, format: 'cjs', platform: 'node', outfile });
  return createRequire(import.meta.url)(outfile).network;
}

export function networkSchema() {
  const { schema } = network();
  const head = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'A network file of peerster',
    description: 'peerster network run FILE plays it; docs/network-file.md explains it.',
  };
  return `${JSON.stringify({ ...head, ...shared(schema) }, undefined, 2)}\n`;
}

/** Shorter ones are as well said twice. */
const WORTH_A_NAME = 200;

/** The same schema, in which what occurs several times has a name. */
function shared(schema) {
  const counts = new Map();
  const count = (part) => {
    if (typeof part !== 'object' || part === null) return;
    const text = JSON.stringify(part);
    counts.set(text, (counts.get(text) ?? 0) + 1);
    if (counts.get(text) === 1) Object.values(part).forEach(count);
  };
  count(schema);
  const names = new Map();
  const isSchema = (part) => !Array.isArray(part) && (part.type !== undefined || part.anyOf !== undefined);
  const written = (part) => {
    if (typeof part !== 'object' || part === null) return part;
    const text = JSON.stringify(part);
    if (isSchema(part) && counts.get(text) > 1 && text.length > WORTH_A_NAME) return { $ref: `#/$defs/${nameOf(text, part)}` };
    return inside(part);
  };
  const inside = (part) =>
    Array.isArray(part) ? part.map(written) : Object.fromEntries(Object.entries(part).map(([key, value]) => [key, written(value)]));
  const nameOf = (text, part) => {
    if (!names.has(text)) {
      names.set(text, { name: `part${names.size + 1}` });
      names.get(text).schema = inside(part);
    }
    return names.get(text).name;
  };
  const whole = inside(schema);
  return { ...whole, $defs: Object.fromEntries([...names.values()].map(({ name, schema: part }) => [name, part])) };
}

/** Every way to write a value. */
const ways = (schema) => (schema.anyOf === undefined ? [schema] : schema.anyOf.flatMap(ways));

function typeOf(schema) {
  const all = ways(schema);
  const isShare = all.some(({ pattern = '' }) => pattern.endsWith('%$'));
  const words = all.filter(({ type }) => type !== 'null').map((way) => (isShare ? 'share' : wordFor(way)));
  return [...new Set(words)].filter((word) => word !== '').join(' or ');
}

function wordFor({ type, pattern = '', enum: values, const: only, ...rest }) {
  if (values !== undefined) return values.map((value) => `\`${value}\``).join(', ');
  if (only === 0) return ''; // of a duration
  if (only !== undefined) return `\`${only}\``;
  if (pattern.includes('KiB')) return 'bytes';
  if (pattern.includes('ms|s|min|h')) return /-/.test(pattern) ? 'range' : 'duration';
  if (pattern !== '') return 'range';
  if (type === 'number' || type === 'integer') return bounds({ type, ...rest });
  return { object: 'map', array: 'list', string: 'text', boolean: '`true`, `false`' }[type] ?? 'name';
}

function bounds({ type, minimum, maximum }) {
  const what = type === 'integer' ? 'whole number' : 'number';
  if (minimum === undefined) return what;
  return maximum === undefined || maximum > 1e12 ? `${what} from ${minimum}` : `${what}, ${minimum} to ${maximum}`;
}

const row = ([name, schema]) => `| \`${name}\` | ${typeOf(schema)} | ${schema.description ?? ''} |`;
const table = (rows) => `| | | |\n| --- | --- | --- |\n${rows.map(row).join('\n')}`;

/** The maps of a list's entries, or the one map. */
function mapsOf(schema) {
  const options = schema.anyOf ?? [schema];
  return options.flatMap((option) =>
    option.type === 'array' ? mapsOf(option.items) : option.anyOf ? mapsOf(option) : option.type === 'object' ? [option] : [],
  );
}

/** Keys of all kinds of an entry, each once. */
function keysOf(schema) {
  const keys = new Map();
  for (const map of mapsOf(schema))
    for (const [name, value] of Object.entries(map.properties ?? {})) if (!keys.has(name)) keys.set(name, value);
  return keys;
}

function inner(keys) {
  return [...keys].flatMap(([name, schema]) => {
    const own = keysOf(schema);
    return own.size === 0 || name === 'on' ? [] : [`\n\`${name}\`:\n\n${table([...own])}\n`];
  });
}

const section = (title, words, keys, deep = true) =>
  `\n## ${title}\n\n${words}\n\n${table([...keys])}\n${deep ? inner(keys).join('') : ''}`;

export function networkFileReference() {
  const { schema } = network();
  const of = (name) => keysOf(schema.properties[name]);
  const selection = keysOf(of('links').get('on'));
  return `<!-- Made by \`make docs\` from src/network/file/parts. Edit these, or scripts/docs/network-file.mjs. -->
# Network files

A network file is YAML. It says which nodes there are and who is linked with whom, what links do, who sends what, what happens when, and
what must hold. \`peerster network run FILE\` plays it on any engine, \`peerster network check FILE\` only reads it.
[network.schema.json](network.schema.json) is its JSON schema, for editors. [networks/](networks/README.md) explains six files worth reading.

\`\`\`yaml
nodes: 20
topology: regular:4
links: { delay: 20-50 ms, loss: 1% }
workload: { every: 500 ms, messages: 10 }
timeline:
  - { at: 2 s, partition: [[n1, n2, n3], "*"], for: 3 s }
assert: [inOrder, noneLost, { delivered: { within: 5 s } }]
\`\`\`

- **A duration** has its unit: \`20 ms\`, \`1.5 s\`, \`2 min\`, \`1 h\`; only 0 needs none. A range is \`20-50 ms\`.
- **A share** is \`0.2\` or \`20%\`. Bytes are a number or \`64 KiB\`, \`200 MiB\`, \`1.5 GiB\`.
- **Times count from the end of the warm-up.** Before it nodes start and get to know one another; no report tells of it.
- **Nodes** are named, or meant by patterns in which \`*\` stands for any characters and \`?\` for one.
- **One entry** of a list may stand without its dash.
- **Everything wrong** with a file is told at once, each with its line and what to do instead.

## A network

${table(Object.entries(schema.properties).filter(([name]) => name !== 'settings'))}
| \`settings\` | map | of all nodes, over the defaults of [settings.md](settings.md); those in ms may be written as durations |
${section('Topology', 'A name with its parameter, as `ring`, `regular:4` or `grid:10` (`peerster network up --help` lists them); links, as `[[ann, bob], [bob, eve]]`; or a graph from a file, whose nodes are those of the network where `nodes` is not said.', of('topology'))}${section('Programs', "Somebody else's nodes, which are processes; nodes that no entry names are ours, and later entries win. [foreign-nodes.md](foreign-nodes.md) has the holes of commands and an example.", of('programs'))}${section('Links', 'What links do from the beginning on. Several kinds add up. A list says different things of different links.', of('links'))}${section('Which links', '`on` is `all`, the names of nodes (the links of these), or a map with one of:', selection, false)}${section('Workload', 'Who sends what, and how often: each entry has one of `once`, `every`, `poisson` and `burst`.', of('workload'))}${section('Timeline', 'Faults and commands. Each entry has a time and one thing that is done; `for`, `on` and `id` go with faults, `memory` with `restart`.', of('timeline'), false)}
\`say\`:

${table([...keysOf(of('timeline').get('say'))])}

\`add\`:

${table([...keysOf(of('timeline').get('add'))].filter(([name]) => name !== 'settings'))}
${section('Churn', 'Nodes that come and go by chance: each entry has one kind.', of('churn'))}
A length is a duration, \`{ exponential: 20 s }\` or \`{ pareto: { least: 5 s, shape: 1.5 } }\`.
${section('Mobility', 'Nodes that move in a plane, and are linked while they are within range of one another.', of('mobility'), false)}
\`move\` is a list of movements, each with one of:

${table([...keysOf(of('mobility').get('move'))])}
${inner(keysOf(of('mobility').get('move'))).join('')}${section('Assertions', 'What every run is to keep. `inOrder`, `noneLost` and `delivered` may stand alone.', of('assert'), false)}
\`delivered\`, \`coverage\` and \`converged\` have:

${table([...new Map(['delivered', 'coverage', 'converged'].flatMap((name) => [...keysOf(of('assert').get(name))]))])}

All others have \`atLeast\`, \`atMost\`, or both.

## The end

Without \`end\` a run is over once everything planned has happened and every node that is up holds every rumor that any of them holds; at
\`within\` at the latest. With \`end\` it is over then, whatever has spread.

A pair of a rumor and a node counts from the rumor's publication, or from when the node joined or came back, if that was later. Nodes that
are not up at the end do not count. Residue is the share of these pairs that is missing.
`;
}
