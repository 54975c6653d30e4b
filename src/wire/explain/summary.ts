import type { Explanation } from '../explain.js';
import type { ExplainedField, FieldValue } from './walk.js';

/** Characters of a text, and bytes of a byte string, that are told. */
const SHOWN = 40;

/** A datagram in one line: `rumor { origin "A", id 1, text "Hello" }`, and why it is dropped where it is. */
export function summaryOf({ fields, verdict }: Explanation): string {
  const told = fields.map(fieldSummary).join(', ');
  if (!verdict.dropped) return told;
  return `${told === '' ? '' : `${told}; `}${verdict.reason}: ${verdict.why}`;
}

function fieldSummary({ name, number, value }: ExplainedField): string {
  return `${name ?? `field ${number}`} ${valueSummary(value)}`;
}

function valueSummary(value: FieldValue): string {
  if ('text' in value) return JSON.stringify(shortened(value.text)) + (value.utf8 ? '' : ' (not UTF-8)');
  if ('number' in value) return String(value.number);
  if ('numbers' in value) return `[${value.numbers.join(', ')}]`;
  if ('hex' in value) return value.hex === '' ? '(empty)' : shortened(value.hex);
  return value.fields.length === 0 ? '{}' : `{ ${value.fields.map(fieldSummary).join(', ')} }`;
}

function shortened(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}… (${text.length})` : text;
}
