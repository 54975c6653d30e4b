import { type DescMessage, fromBinary, fromJsonString, toBinary, toJsonString } from '@bufbuild/protobuf';
import { UsageError } from '../go-flags.js';
import { registry } from './schema.js';

/** A message given as proto3 JSON, as bytes. Throws UsageError for what does not fit, unknown fields included. */
export function encodeJson(schema: DescMessage, json: string): Uint8Array {
  try {
    return toBinary(schema, fromJsonString(schema, json, { registry }));
  } catch (error) {
    throw new UsageError(`this is no ${schema.typeName} in JSON: ${(error as Error).message}`);
  }
}

/** A message's bytes as one line of proto3 JSON. */
export function decodeJson(schema: DescMessage, bytes: Uint8Array): string {
  return toJsonString(schema, fromBinary(schema, bytes), { registry });
}
