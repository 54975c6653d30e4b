import type { DescField, DescMessage } from '@bufbuild/protobuf';
import { TIME_FORMS } from './times.js';

/** A response as proto-loader decodes it, as one line of proto3 JSON: fields that were not on the wire are left out. */
export function writeResponse(type: DescMessage, message: object): string {
  return JSON.stringify(writeMessage(type, message));
}

function writeMessage(type: DescMessage, message: object): unknown {
  const time = TIME_FORMS.get(type.typeName);
  if (time !== undefined) return time.write(message);
  const there = type.fields.filter(({ name }) => name in message);
  return Object.fromEntries(there.map((field) => [field.jsonName, writeField(field, (message as Record<string, unknown>)[field.name])]));
}

function writeField(field: DescField, value: unknown): unknown {
  // Numbers of 64 bits, bytes and enumerations are strings already.
  const write = (item: unknown) => (field.message === undefined ? item : writeMessage(field.message, item as object));
  if (field.fieldKind === 'list') return (value as unknown[]).map(write);
  if (field.fieldKind !== 'map') return write(value);
  return Object.fromEntries((value as MapEntry[]).map((entry) => [entry.key, write(entry.value)]));
}

interface MapEntry {
  readonly key: string;
  readonly value: unknown;
}
