/** The timeouts of the node that is judged, which differ between the years of the course. All in ms. */
export interface Profile {
  /** How long it waits for the acknowledgement of a rumor. */
  readonly ack: number;
  /** Between two Statuses of anti-entropy. */
  readonly antiEntropy: number;
}

/** What an answer may take that waits for no timeout, ms. */
const SOON = 2_000;

/** How long a check waits: deadlines are multiples of the node's own timeouts, so that a healthy node under load meets them. */
export class Patience {
  /** `soon`: what an answer may take that waits for no timeout, ms. */
  constructor(
    readonly profile: Profile,
    readonly soon = SOON,
  ) {}

  /** An answer sooner than this is one: a Status of anti-entropy is rarely as quick by chance. */
  get promptly(): number {
    return Math.min(this.soon, this.profile.antiEntropy / 2);
  }

  /** What comes at the end of the time for an acknowledgement has come by then. */
  get afterAck(): number {
    return 2 * this.profile.ack + this.soon;
  }

  /** `periods` Statuses of anti-entropy have come by then. */
  afterPeriods(periods: number): number {
    return 2 * periods * this.profile.antiEntropy + this.soon;
  }
}
