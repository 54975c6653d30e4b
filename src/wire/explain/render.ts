import type { Explanation } from '../explain.js';
import type { ExplainedField, FieldValue } from './walk.js';

/** An explanation as lines for people: each field with its offset and number, then the dialect, then what a node does with it. */
export function explanationLines(explanation: Explanation): readonly string[] {
  const heading = `${explanation.bytes} ${explanation.bytes === 1 ? 'byte' : 'bytes'}`;
  return [heading, ...explanation.fields.flatMap((field) => fieldLines(field, 0)), dialectLine(explanation), verdictLine(explanation)];
}

function fieldLines(field: ExplainedField, depth: number): readonly string[] {
  const label = `${'  '.repeat(depth)}${field.number} ${field.name ?? 'unknown'}`;
  const line = `${String(field.offset).padStart(6)}  ${label.padEnd(26)} ${field.wireType.padEnd(7)} ${valueText(field)}`;
  return 'message' in field.value ? [line, ...field.value.fields.flatMap((inner) => fieldLines(inner, depth + 1))] : [line];
}

function valueText(field: ExplainedField): string {
  const extension = field.number >= 16 && field.name !== null ? ' (extension)' : '';
  return describe(field.value) + (field.name === null ? ' (skipped)' : extension);
}

function describe(value: FieldValue): string {
  if ('text' in value) return JSON.stringify(value.text) + (value.utf8 ? '' : ' (not UTF-8)');
  if ('number' in value) return String(value.number);
  if ('numbers' in value) return `[${value.numbers.join(', ')}]`;
  return 'hex' in value ? value.hex || '(empty)' : value.message;
}

function dialectLine({ shows, abilities, readAs }: Explanation): string {
  if (shows === 'reference') return 'dialect: reference (its Status has field 2)';
  if (shows === null) return `dialect: not told by this datagram; read as ${readAs}`;
  return abilities === 0 ? 'dialect: course (its Status has no field 2)' : `dialect: course, with extensions (abilities ${abilities})`;
}

function verdictLine({ verdict }: Explanation): string {
  return verdict.dropped ? `dropped: ${verdict.reason}: ${verdict.why}` : `accepted: ${verdict.kind}`;
}
