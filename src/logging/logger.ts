import type { LineWriter } from './line-writer.js';

export const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
export const LOG_FORMATS = ['pretty', 'json'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];
export type LogFacts = Readonly<Record<string, string | number | boolean | undefined>>;

export interface LoggerOptions {
  /** Of the node: every line carries it. */
  readonly name: string;
  readonly level: LogLevel;
  readonly format: LogFormat;
  readonly to: LineWriter;
}

/** What winston is to the rest of the program. */
export type Sink = (level: LogLevel, message: string, facts: LogFacts) => void;

/**
 * A node's diagnostics for people: never the lines that harnesses grep (lines.ts). winston is loaded when the first line is due,
 * because most nodes never write one; a level that is off costs one comparison.
 */
export class Logger {
  private readonly threshold: number;
  private sink: Promise<Sink> | undefined;

  constructor(private readonly options: LoggerOptions) {
    this.threshold = LOG_LEVELS.indexOf(options.level);
  }

  /** Ask before building an expensive message. */
  enabled(level: LogLevel): boolean {
    return LOG_LEVELS.indexOf(level) <= this.threshold;
  }

  log(level: LogLevel, message: string, facts: LogFacts = {}): void {
    if (!this.enabled(level)) return;
    this.sink ??= import('./winston.js').then(({ winstonSink }) => winstonSink(this.options));
    void this.sink.then((write) => write(level, message, facts));
  }

  /** Resolves once everything logged so far has been handed to the writer. */
  async flush(): Promise<void> {
    await this.sink;
    await Promise.resolve();
  }
}
