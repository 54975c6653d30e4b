import type { Sentence } from '../check.js';
import type { Attempt } from './attempt.js';
import type { Evidence } from './verdict.js';

/** Two sentences that are broken in turn hide one another for as many plays. */
const MOST_PLAYS = 3;

/** What plays of one check have shown so far. */
export class Suspicion {
  private readonly cleared = new Set<Sentence>();
  private readonly times = new Map<Sentence, number>();
  private readonly evidence = new Map<Sentence, Evidence>();
  private plays = 0;

  /** `claims`: those of the check. `attempts`: how often a sentence must be broken. */
  constructor(
    private readonly claims: readonly Sentence[],
    private readonly attempts: number,
  ) {}

  add({ kept, broken }: Attempt): void {
    this.plays++;
    for (const sentence of kept) this.cleared.add(sentence);
    // What is looked at in all plays is kept in one where it is not broken.
    for (const sentence of this.times.keys()) if (!this.claims.includes(sentence) && !broken.has(sentence)) this.cleared.add(sentence);
    for (const [sentence, evidence] of broken) {
      this.times.set(sentence, (this.times.get(sentence) ?? 0) + 1);
      this.evidence.set(sentence, evidence);
    }
  }

  /** Nothing is suspected any more, or something has been broken often enough. */
  get isSettled(): boolean {
    return this.suspects.length === 0 || this.convicted.size > 0 || this.plays >= MOST_PLAYS * this.attempts;
  }

  get kept(): ReadonlySet<Sentence> {
    return this.cleared;
  }

  get convicted(): ReadonlyMap<Sentence, Evidence> {
    const often = this.suspects.filter((sentence) => (this.times.get(sentence) as number) >= this.attempts);
    return new Map(often.map((sentence) => [sentence, this.evidence.get(sentence) as Evidence]));
  }

  get recanted(): ReadonlySet<Sentence> {
    return new Set([...this.times.keys()].filter((sentence) => this.cleared.has(sentence)));
  }

  private get suspects(): readonly Sentence[] {
    return [...this.times.keys()].filter((sentence) => !this.cleared.has(sentence));
  }
}
