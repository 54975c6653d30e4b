import { BOUNDS } from '../../core/bounds.js';
import type { Sentence } from '../check.js';
import { decode, encode } from '../../wire/codec.js';
import { explain } from '../../wire/explain.js';
import { SCHEMA } from '../../wire/explain/schema.js';
import type { ExplainedField } from '../../wire/explain/walk.js';

/** What is looked at in every datagram that a node sends, whatever the play is about. */
export const WIRE_HABITS: Readonly<Record<Sentence, string>> = {
  W1: 'writes datagrams that hold one packet and nothing else',
  W2: 'sets exactly one of the fields 1 to 8 of a packet',
  W4: 'leaves the fields 9 and 10 of a packet alone',
  W5: 'writes fields in ascending order',
  W6: 'writes every scalar, text and byte string, also when it is zero or empty',
  W14: 'writes numbers no longer than they need be',
  W17: `writes no packet of more than ${BOUNDS.datagramBytes} bytes`,
};

/** Sentences that a datagram breaks, each with what was expected of it. */
export function wireFaults(bytes: Uint8Array): readonly (readonly [Sentence, string])[] {
  const { fields, verdict } = explain(bytes, 'course');
  if (verdict.dropped && verdict.reason === 'oversize') return [['W17', `at most ${BOUNDS.datagramBytes} bytes`]];
  if (verdict.dropped && verdict.reason === 'malformed') return [['W1', `a packet; ${verdict.why}`]];
  if (fields.some(({ number }) => number === 9 || number === 10)) return [['W4', 'no field 9 or 10']];
  if (verdict.dropped && (verdict.reason === 'not-one-message' || verdict.reason === 'unknown-kind')) return [['W2', verdict.why]];
  const order = outOfOrder(fields);
  if (order !== undefined) return [['W5', `fields in ascending order; ${order}`]];
  const absent = fields.flatMap(missing)[0];
  if (absent !== undefined) return [['W6', absent]];
  return hasLongNumbers(bytes, fields) ? [['W14', 'the shortest form of each number']] : [];
}

/** The messages in a list of fields, with their fields. */
function messages(fields: readonly ExplainedField[]): { name: keyof typeof SCHEMA; fields: readonly ExplainedField[] }[] {
  return fields.flatMap(({ value }) =>
    'message' in value ? [{ name: value.message, fields: value.fields }, ...messages(value.fields)] : [],
  );
}

function outOfOrder(fields: readonly ExplainedField[]): string | undefined {
  for (const inner of [fields, ...messages(fields).map((message) => message.fields)]) {
    const late = inner.find(({ number }, i) => number < (inner[i - 1]?.number ?? 0));
    if (late !== undefined) return `field ${late.number}${late.name === null ? '' : ` (${late.name})`} comes too late`;
  }
  return undefined;
}

/** Fields that may be absent: `route` is written by reference nodes only, and of keywords there may be none. */
const OPTIONAL = new Set(['StatusPacket.route', 'SearchRequest.keywords']);

function missing(field: ExplainedField): readonly string[] {
  return messages([field]).flatMap(({ name, fields }) =>
    Object.entries(SCHEMA[name])
      .filter(([number, [label, kind]]) => Number(number) < 16 && !(kind in SCHEMA) && !OPTIONAL.has(`${name}.${label}`))
      .filter(([number]) => !fields.some((each) => each.number === Number(number)))
      .map(([number, [label]]) => `field ${number} (${label}) of ${name}, which is absent`),
  );
}

/** Whether the same fields could be written in fewer bytes; not told where a field is not known. */
function hasLongNumbers(bytes: Uint8Array, fields: readonly ExplainedField[]): boolean {
  const packet = decode(bytes, 'course');
  const inner = messages(fields).flatMap((message) => message.fields);
  if (typeof packet === 'string' || [...fields, ...inner].some(({ name }) => name === null)) return false;
  const plain = packet.kind === 'rumor' ? { ...packet, raw: undefined } : packet;
  const isUtf8 = inner.every(({ value }) => !('text' in value) || value.utf8);
  return isUtf8 && encode(plain, 'course').length < bytes.length;
}
