import { type ServiceError, status } from '@grpc/grpc-js';
import { messageType } from './schema.js';

/** `INVALID_ARGUMENT (TEXT_TOO_LONG): what was wrong`, from a status and its ErrorInfo. */
export function describeError(error: ServiceError): string {
  const reason = reasonOf(error);
  return `${status[error.code]}${reason === undefined ? '' : ` (${reason})`}: ${error.details}`;
}

/** The reason in the google.rpc.ErrorInfo that travels in a trailer, as a detail of a google.rpc.Status. */
export function reasonOf({ metadata }: ServiceError): string | undefined {
  const [bytes] = metadata?.get('grpc-status-details-bin') ?? [];
  if (!(bytes instanceof Buffer)) return undefined;
  const { details = [] } = messageType('google.rpc.Status').deserialize(bytes) as { details?: Detail[] };
  return details.find((detail) => detail['@type']?.endsWith('/google.rpc.ErrorInfo'))?.reason;
}

interface Detail {
  readonly '@type'?: string;
  readonly reason?: string;
}
