import type { Printed, PrintedKind } from '../../../logging/read/printed.js';

/** What a process may use. One that uses more is killed with its group, and its end says why. */
export interface ProcessLimits {
  /** Bytes of memory of the process and all that it has started, looked at a few times a second where the system tells. */
  readonly memory?: number;
  /** Bytes that it may write on standard output and error. */
  readonly output?: number;
  /** Files and sockets that each process may have open. */
  readonly files?: number | undefined;
}

/** A program that is to be started in a process group of its own. */
export interface Launch {
  /** The program and its arguments. */
  readonly argv: readonly string[];
  /** The source of a regular expression: the first line of its output that fits is told. */
  readonly ready?: string | undefined;
  /** Its working folder; that of the warden unless told otherwise. */
  readonly folder?: string;
  readonly limits?: ProcessLimits;
  /** What its lines say is told, of these kinds. */
  readonly reads?: readonly PrintedKind[];
}

/** What a network tells its warden. `id`: of a process, given by the network. */
export type Order =
  | { readonly order: 'start'; readonly id: number; readonly launch: Launch }
  /** Sends a signal to the whole group. */
  | { readonly order: 'signal'; readonly id: number; readonly signal: NodeJS.Signals }
  /** Asks for the last lines that a process has written. */
  | { readonly order: 'output'; readonly id: number }
  /** Takes a folder away once every process is gone. */
  | { readonly order: 'sweep'; readonly folder: string };

/** What a warden tells its network. Orders about the same process are answered in their order. */
export type Word =
  | { readonly word: 'started'; readonly id: number; readonly pid: number }
  | { readonly word: 'ready'; readonly id: number; readonly line: string }
  | { readonly word: 'printed'; readonly id: number; readonly printed: readonly Printed[] }
  | { readonly word: 'signalled'; readonly id: number }
  | { readonly word: 'output'; readonly id: number; readonly lines: readonly string[] }
  /**
   * The process is gone, or could not be started; what is left of its group has been killed. `why`: in words. `status`: the one with which it
   * ended by itself.
   */
  | {
      readonly word: 'ended';
      readonly id: number;
      readonly why: string;
      readonly status: number | null;
      readonly lines: readonly string[];
    };
