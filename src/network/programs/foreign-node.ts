import type { Printed } from '../../logging/read/printed.js';
import type { NodeRecord } from '../sight/node-record.js';
import type { Known } from '../sight/seen.js';
import type { Call, ClientHole } from './commands.js';

/** A node that is somebody else's, in one of its lives: what is known of it, and the way to drive it. */
export interface ForeignNode {
  readonly name: string;
  /** New in each life. */
  readonly incarnation: string;
  readonly gossipAddress: string;
  /** Wall clock, ms since 1970. */
  readonly startTime: number;
  /** Where it runs: its files are in `_SharedFiles` and `_Downloads` there. */
  readonly folder: string;
  readonly known: Known;
  readonly record: NodeRecord;
  /** Aborted when it has ended. */
  readonly ending: AbortSignal;
  /** ms that a call of its client may take. */
  readonly patience: number;
  /** Whether its client's command has a hole for this. */
  takes(hole: ClientHole): boolean;
  /** Calls its client. Throws UNSUPPORTED where that has no hole for it, PROGRAM_FAILED. */
  call(about: Call): Promise<void>;
  /**
   * Publishes a text; returns its id, 0 in simple mode and where it has no neighbour, so that nothing can be seen. Throws PROGRAM_FAILED
   * where its client fails or no rumor with the text leaves it, CLOSED where it ends meanwhile.
   */
  publish(text: string): Promise<number>;
  /** Calls `listener` with what its lines say. Returns the way to stop it. */
  onPrinted(listener: (printed: Printed) => void): () => void;
  /** Asks it to end, as a terminal does. */
  terminate(): Promise<void>;
}
