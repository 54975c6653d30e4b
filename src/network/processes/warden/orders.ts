/** What a network tells its warden. `id`: of a process, given by the network. */
export type Order =
  /** Starts a program in a process group of its own. The first line of its standard output that fits `ready` is told. */
  | { readonly order: 'start'; readonly id: number; readonly argv: readonly string[]; readonly ready: string }
  /** Sends a signal to the whole group. */
  | { readonly order: 'signal'; readonly id: number; readonly signal: NodeJS.Signals }
  /** Asks for the last lines that a process has written. */
  | { readonly order: 'output'; readonly id: number };

/** What a warden tells its network. Orders about the same process are answered in their order. */
export type Word =
  | { readonly word: 'started'; readonly id: number; readonly pid: number }
  | { readonly word: 'ready'; readonly id: number; readonly line: string }
  | { readonly word: 'signalled'; readonly id: number }
  | { readonly word: 'output'; readonly id: number; readonly lines: readonly string[] }
  /** The process is gone, or could not be started; what is left of its group has been killed. `why`: in words. */
  | { readonly word: 'ended'; readonly id: number; readonly why: string; readonly lines: readonly string[] };
