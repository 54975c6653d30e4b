import { describeFlags, type Flag, type FlagValues, HelpWanted, parseFlags } from './go-flags.js';
import type { Command, Io } from './io.js';

export interface GoCommand {
  /** What stands above the flags in the help. */
  readonly usage: string;
  readonly flags: readonly Flag[];
  /** What stands below them. */
  readonly notes: string;
  readonly run: (values: FlagValues, io: Io) => Promise<number>;
}

/** A command with Go-style flags and its help. */
export function goCommand({ usage, flags, notes, run }: GoCommand): Command {
  return async (argv, io) => {
    const values = parseOrExplain(
      flags,
      argv,
      io,
      () => `${usage}\nFlags (-x=v, -x v or --x=v; a switch alone or =true, =false) [and environment
variables]:\n${describeFlags(flags)}\n${notes}`,
    );
    return values === undefined ? 0 : run(values, io);
  };
}

function parseOrExplain(flags: readonly Flag[], argv: readonly string[], io: Io, help: () => string): FlagValues | undefined {
  try {
    return parseFlags(flags, argv, io.env);
  } catch (error) {
    if (!(error instanceof HelpWanted)) throw error;
    io.out(help());
    return undefined;
  }
}
