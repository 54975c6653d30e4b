import { Status } from 'nice-grpc';
import { ErrorInfo, RichServerError } from 'nice-grpc-error-details';
import type { ErrorCode, PeersterError } from '../core/errors.js';

/** The gRPC status of every error. The error's code is the reason in its ErrorInfo, its facts are the metadata. */
const STATUS: Readonly<Record<ErrorCode, Status>> = {
  INVALID_TEXT: Status.INVALID_ARGUMENT,
  TEXT_TOO_LONG: Status.INVALID_ARGUMENT,
  INVALID_NAME: Status.INVALID_ARGUMENT,
  INVALID_ADDRESS: Status.INVALID_ARGUMENT,
  INVALID_SETTING: Status.INVALID_ARGUMENT,
  INVALID_REQUEST: Status.INVALID_ARGUMENT,
  REQUEST_ID_REUSED: Status.INVALID_ARGUMENT,
  UNKNOWN_PEER: Status.NOT_FOUND,
  NO_ROUTE: Status.NOT_FOUND,
  UNKNOWN_SEARCH: Status.NOT_FOUND,
  TOO_MANY_SEARCHES: Status.RESOURCE_EXHAUSTED,
  TOO_MANY_PEERS: Status.RESOURCE_EXHAUSTED,
  IDS_EXHAUSTED: Status.RESOURCE_EXHAUSTED,
  POSITION_GONE: Status.OUT_OF_RANGE,
  POSITION_AHEAD: Status.OUT_OF_RANGE,
  UNKNOWN_FILE: Status.NOT_FOUND,
  NO_SOURCE: Status.NOT_FOUND,
  INVALID_FILE: Status.INVALID_ARGUMENT,
  UNREADABLE_FILE: Status.FAILED_PRECONDITION,
  DISK_FAILED: Status.FAILED_PRECONDITION,
  FILE_CHANGED: Status.ABORTED,
  DOWNLOAD_CANCELLED: Status.ABORTED,
  CORRUPT_FILE: Status.DATA_LOSS,
  TOO_MANY_FILES: Status.RESOURCE_EXHAUSTED,
  SOURCES_SILENT: Status.DEADLINE_EXCEEDED,
  TIMED_OUT: Status.DEADLINE_EXCEEDED,
  UNSUPPORTED: Status.UNIMPLEMENTED,
  UNKNOWN_NETWORK: Status.NOT_FOUND,
  UNKNOWN_NODE: Status.NOT_FOUND,
  UNKNOWN_FAULT: Status.NOT_FOUND,
  NAME_TAKEN: Status.ALREADY_EXISTS,
  WRONG_STATE: Status.FAILED_PRECONDITION,
  PROGRAM_FAILED: Status.FAILED_PRECONDITION,
  CLOSED: Status.UNAVAILABLE,
};

/** Characters of a status message and of one fact. They travel in HTTP/2 trailers, of which clients accept about 8 KiB. */
const LONGEST = { message: 600, fact: 1_000 };

export function toStatus(error: PeersterError): RichServerError {
  return rich(STATUS[error.code], error.code, error.message, error.facts);
}

/** For whatever should not have been thrown. The cause goes to the log, not to the caller. */
export function internal(): RichServerError {
  return rich(Status.INTERNAL, 'INTERNAL', 'the node has a fault; its log has the details', {});
}

export function cancelled(): RichServerError {
  return rich(Status.CANCELLED, 'CANCELLED', 'the caller cancelled the call', {});
}

function rich(status: Status, reason: string, message: string, facts: Readonly<Record<string, string>>): RichServerError {
  const metadata = Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, short(value, LONGEST.fact)]));
  return new RichServerError(status, short(message, LONGEST.message), [ErrorInfo.fromPartial({ reason, domain: 'peerster', metadata })]);
}

/** Cut to a length, and well-formed: half a surrogate pair cannot be percent-encoded, so that the transport would throw. */
function short(text: string, longest: number): string {
  const cut = text.length <= longest ? text : `${text.slice(0, longest)}…`;
  return cut.replace(/\p{Surrogate}/gu, '\uFFFD');
}
