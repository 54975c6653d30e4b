import type { DescEnum, DescField, DescMessage, ScalarType } from '@bufbuild/protobuf';
import { UsageError } from '../go-flags.js';
import { readScalar, scalarForm } from './scalars.js';
import { TIME_FORMS } from './times.js';

/**
 * A request in proto3 JSON as the object that proto-loader encodes. proto-loader itself ignores unknown fields and misspelt values
 * of enumerations, bends numbers to fit and does not know the JSON forms of times: all this is refused or converted here. Throws
 * UsageError, which names what is wrong and what there is instead.
 */
export function readRequest(type: DescMessage, text: string): object {
  return readMessage(type, parse(type, text), '') as object;
}

function parse(type: DescMessage, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`this is no ${type.name} in JSON: ${(error as Error).message.replaceAll('\n', ' ')}`);
  }
}

/** `at` is where we are: `origins[0].`, empty at the top. */
function readMessage(type: DescMessage, json: unknown, at: string): unknown {
  const time = TIME_FORMS.get(type.typeName);
  if (time !== undefined)
    return (typeof json === 'string' ? time.read(json) : undefined) ?? refuse(at, json, `a text such as "${time.example}"`);
  const fields = Object.entries(asObject(json, at, type.name)).filter(([, value]) => value !== null);
  const message: Record<string, unknown> = {};
  const taken = new Map<object, string>();
  for (const [key, value] of fields) {
    const field = fieldOf(type, key, at);
    claim(taken, field, key, at);
    message[field.name] = readField(field, value, `${at}${key}`);
  }
  return message;
}

function asObject(json: unknown, at: string, name: string): object {
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json;
  return refuse(at, json, `a ${name}: an object in braces`);
}

/** Both spellings are right: `requestId` and `request_id`. */
function fieldOf(type: DescMessage, key: string, at: string): DescField {
  const field = type.fields.find(({ name, jsonName }) => key === name || key === jsonName);
  if (field !== undefined) return field;
  const there = type.fields.length === 0 ? 'it has none' : `it has ${type.fields.map(({ jsonName }) => jsonName).join(', ')}`;
  throw new UsageError(`${within(at)}${type.name} has no field "${key}"; ${there}`);
}

/** A field stands once, and of the fields of a oneof one. */
function claim(taken: Map<object, string>, field: DescField, key: string, at: string): void {
  const slot = field.oneof ?? field;
  const before = taken.get(slot);
  if (before !== undefined) throw new UsageError(`${within(at)}"${before}" and "${key}" exclude each other; leave one of them out`);
  taken.set(slot, key);
}

function readField(field: DescField, json: unknown, at: string): unknown {
  if (field.fieldKind === 'list') return asList(json, at).map((item, i) => readValue(field, item, `${at}[${i}]`));
  if (field.fieldKind !== 'map') return readValue(field, json, at);
  // proto-loader knows a map as what it is on the wire: a list of entries.
  return Object.entries(asObject(json, at, 'map')).map(([key, value]) => ({ key, value: readValue(field, value, `${at}.${key}`) }));
}

function asList(json: unknown, at: string): readonly unknown[] {
  return Array.isArray(json) ? json : refuse(at, json, 'a list in square brackets');
}

type ValueType = {
  readonly message?: DescMessage | undefined;
  readonly enum?: DescEnum | undefined;
  readonly scalar?: ScalarType | undefined;
};

function readValue(type: ValueType, json: unknown, at: string): unknown {
  if (type.message !== undefined) return readMessage(type.message, json, `${at}.`);
  if (type.enum !== undefined) return readEnum(type.enum, json, at);
  const scalar = type.scalar as ScalarType;
  return readScalar(scalar, json) ?? refuse(at, json, scalarForm(scalar));
}

function readEnum({ name, values }: DescEnum, json: unknown, at: string): string {
  const found = values.find((value) => value.name === json || value.number === json);
  if (found !== undefined) return found.name;
  throw new UsageError(`${within(at)}${name} has no value ${JSON.stringify(json)}; it has ${values.map((value) => value.name).join(', ')}`);
}

function refuse(at: string, json: unknown, wanted: string): never {
  const shown = JSON.stringify(json);
  throw new UsageError(`${within(at)}${shown.length > 40 ? `${shown.slice(0, 40)}…` : shown} is not right here; it must be ${wanted}`);
}

/** `origins[0]: ` for `origins[0].`. */
function within(at: string): string {
  return at === '' ? '' : `${at.replace(/\.$/, '')}: `;
}
