/** What one run of a job found: numbers by name. */
export type Figures = Readonly<Record<string, number>>;

/** One thing to run; in a round the jobs of a measurement run one after another. */
export interface Job {
  readonly name: string;
  run(): Promise<Figures>;
}

/** The figures of one round, by job. */
export type Round = Readonly<Record<string, Figures>>;

/** One line of the report: a number out of every round. */
export interface Row {
  /** Also the key of its threshold. */
  readonly id: string;
  readonly about: string;
  /** `×` for a ratio. */
  readonly unit: string;
  value(round: Round): number;
}

/** Things that are compared with one another, and therefore run side by side in every round. */
export interface Measurement {
  readonly name: string;
  readonly about: string;
  readonly repetitions: number;
  readonly jobs: readonly Job[];
  readonly rows: readonly Row[];
}

/** A figure of a job in a round. Throws where the job has not told it: a misspelt name must not become NaN. */
export function figure(round: Round, job: string, name: string): number {
  const value = round[job]?.[name];
  if (value === undefined) throw new Error(`job ${job} told no figure ${name}`);
  return value;
}
