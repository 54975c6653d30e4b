import { fromBinary, toJson } from '@bufbuild/protobuf';
import { BinaryReader } from '@bufbuild/protobuf/wire';
import { type Any, AnySchema } from '@bufbuild/protobuf/wkt';
import { type ServiceError, status } from '@grpc/grpc-js';
import { registry } from './schema.js';

/** `INVALID_ARGUMENT (TEXT_TOO_LONG): what was wrong`, from a status and its ErrorInfo. */
export function describeError(error: ServiceError): string {
  const reason = reasonOf(error);
  return `${status[error.code]}${reason === undefined ? '' : ` (${reason})`}: ${error.details}`;
}

/** The reason in the google.rpc.ErrorInfo that travels in a trailer, as the details of a google.rpc.Status. */
export function reasonOf({ metadata }: ServiceError): string | undefined {
  const [bytes] = metadata?.get('grpc-status-details-bin') ?? [];
  const schema = registry.getMessage('google.rpc.ErrorInfo');
  if (!(bytes instanceof Uint8Array) || schema === undefined) return undefined;
  const info = detailsOf(bytes).find(({ typeUrl }) => typeUrl.endsWith(`/${schema.typeName}`));
  if (info === undefined) return undefined;
  return (toJson(schema, fromBinary(schema, info.value)) as { reason?: string }).reason;
}

/** Field 3 of a google.rpc.Status, which is the only one that is not in the error already. */
function detailsOf(status: Uint8Array): Any[] {
  const details: Any[] = [];
  const reader = new BinaryReader(status);
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    if (field === 3) details.push(fromBinary(AnySchema, reader.bytes()));
    else reader.skip(type);
  }
  return details;
}
