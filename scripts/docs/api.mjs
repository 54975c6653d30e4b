// docs/api.md, from the comments of the services under proto/peerster/v1.
import { execFileSync } from 'node:child_process';

/** The files of the API, each with its title. */
const FILES = [
  [
    'peerster/v1/node.proto',
    'A node',
    'Try any of it with `peerster call METHOD JSON`, `grpcurl -plaintext 127.0.0.1:10000 list` or `buf curl`.',
  ],
  ['peerster/v1/network.proto', 'A network', '[Networks by hand](networks.md) shows it at work.'],
];
// Field numbers of FileDescriptorProto and its parts, as they stand in the paths of SourceCodeInfo.
const [MESSAGES, ENUMS, SERVICES, FIELDS, VALUES, METHODS, SYNTAX] = [4, 5, 6, 2, 2, 2, 12];

const SCALARS = { TYPE_MESSAGE: '', TYPE_ENUM: '' };

function describe() {
  const json = execFileSync('node_modules/.bin/buf', ['build', '-o', '-#format=json'], { encoding: 'utf8', maxBuffer: 64 << 20 });
  const { file } = JSON.parse(json);
  return FILES.map(([name, title, hint]) => ({ title, hint, ...withComments(file.find((one) => one.name === name)) }));
}

function withComments(file) {
  const comments = new Map();
  for (const { path, leadingComments } of file.sourceCodeInfo.location)
    if (leadingComments !== undefined)
      comments.set(
        path.join('.'),
        leadingComments
          .trim()
          .split('\n')
          .map((line) => line.trim()),
      );
  return { file, say: (...path) => comments.get(path.join('.')) ?? [] };
}

const sentence = (lines) => lines.join(' ').replaceAll('|', '\\|');
const short = (typeName) => typeName.replace(/^\.peerster\.v1\./, '').replace(/^\./, '');
const anchor = (name) => `#${name.toLowerCase()}`;
const linked = (name) => (name.includes('.') ? `\`${name}\`` : `[${name}](${anchor(name)})`);

function typeOf(field, nested) {
  const entry = nested.find(({ name, options }) => options?.mapEntry === true && field.typeName?.endsWith(`.${name}`));
  if (entry !== undefined) return `map of ${entry.field.map((one) => typeOf(one, [])).join(' to ')}`;
  const name = field.type in SCALARS ? linked(short(field.typeName)) : `\`${field.type.slice('TYPE_'.length).toLowerCase()}\``;
  if (field.label === 'LABEL_REPEATED') return `repeated ${name}`;
  return field.proto3Optional ? `optional ${name}` : name;
}

function method(call, lines) {
  const response = `${call.serverStreaming ? 'stream of ' : ''}${linked(short(call.outputType))}`;
  return `### ${call.name}\n\n${linked(short(call.inputType))} → ${response}\n\n${lines.join('\n')}\n`;
}

function message({ name, field = [], oneofDecl = [], nestedType = [] }, at, say) {
  const rows = field.map((one, index) => {
    const choice = one.oneofIndex !== undefined && !one.proto3Optional ? ` (one of \`${oneofDecl[one.oneofIndex].name}\`)` : '';
    return `| ${one.number} | \`${one.name}\`${choice} | ${typeOf(one, nestedType)} | ${sentence(say(MESSAGES, at, FIELDS, index))} |`;
  });
  const table = rows.length > 0 ? `\n| | field | type | |\n| --: | --- | --- | --- |\n${rows.join('\n')}\n` : '';
  return `### ${name}\n\n${say(MESSAGES, at).join('\n')}\n${table}`;
}

function enumeration({ name, value }, at, say) {
  const rows = value.map((one, index) => `| ${one.number ?? 0} | \`${one.name}\` | ${sentence(say(ENUMS, at, VALUES, index))} |`);
  return `### ${name}\n\n${say(ENUMS, at).join('\n')}\n\n| | value | |\n| --: | --- | --- |\n${rows.join('\n')}\n`;
}

function chapter({ title, hint, file, say }) {
  const [service] = file.service;
  return [
    `## ${title}\n\n${say(SYNTAX).join('\n')}\n`,
    `${hint}\n`,
    `## peerster.v1.${service.name}\n\n${say(SERVICES, 0).join('\n')}\n`,
    ...service.method.map((call, index) => method(call, say(SERVICES, 0, METHODS, index))),
    `## Messages of ${service.name}\n`,
    ...file.messageType.map((one, at) => message(one, at, say)),
    `## Enumerations of ${service.name}\n`,
    ...file.enumType.map((one, at) => enumeration(one, at, say)),
  ];
}

export function apiReference() {
  return [
    '<!-- Made by `make docs` from proto/peerster/v1. Edit that. -->\n# The API\n',
    'Two services: that of [a node](#a-node), on its UIPort, and that of [networks](#a-network) of nodes.\n',
    ...describe().flatMap(chapter),
  ].join('\n');
}
