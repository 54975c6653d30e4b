/** What can go wrong, as a closed set. `control` maps each to one gRPC status. */
export type ErrorCode =
  | 'INVALID_TEXT'
  | 'TEXT_TOO_LONG'
  | 'INVALID_NAME'
  | 'INVALID_ADDRESS'
  | 'INVALID_SETTING'
  | 'UNKNOWN_PEER'
  | 'NO_ROUTE'
  | 'UNKNOWN_SEARCH'
  | 'TOO_MANY_SEARCHES'
  | 'TOO_MANY_PEERS'
  | 'IDS_EXHAUSTED'
  | 'POSITION_GONE'
  | 'POSITION_AHEAD'
  | 'INVALID_REQUEST'
  | 'REQUEST_ID_REUSED'
  | 'UNKNOWN_FILE'
  | 'INVALID_FILE'
  | 'UNREADABLE_FILE'
  | 'FILE_CHANGED'
  | 'CORRUPT_FILE'
  | 'TOO_MANY_FILES'
  | 'NO_SOURCE'
  | 'SOURCES_SILENT'
  | 'DISK_FAILED'
  | 'DOWNLOAD_CANCELLED'
  | 'TIMED_OUT'
  | 'UNSUPPORTED'
  | 'UNKNOWN_NETWORK'
  | 'UNKNOWN_NODE'
  | 'UNKNOWN_FAULT'
  | 'NAME_TAKEN'
  | 'WRONG_STATE'
  | 'PROGRAM_FAILED'
  | 'CLOSED';

/** The one error class of the project. The operation that threw it certainly did not happen. */
export class PeersterError extends Error {
  readonly code: ErrorCode;
  /** Facts a program may want, e.g. the oldest position still kept. */
  readonly facts: Readonly<Record<string, string>>;

  constructor(code: ErrorCode, message: string, facts: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = 'PeersterError';
    this.code = code;
    this.facts = facts;
  }
}
