/** When the messages of a sender are due. */
export type RateProcess =
  /** One every so many ms. */
  | { readonly kind: 'constant'; readonly every: number }
  /** Independent of one another, so many ms apart on average. */
  | { readonly kind: 'poisson'; readonly every: number }
  /** So many at once, and again every so many ms. */
  | { readonly kind: 'burst'; readonly messages: number; readonly every: number };

/** Bytes of a text. */
export interface SizeRange {
  readonly min: number;
  readonly max: number;
}

/** Who says what, and how often. Times are ms since the end of the warm-up. */
export interface WorkloadSpec {
  /** Names or patterns (`car*`) of nodes, each of which sends at this rate; or one that lives, drawn anew for each message. */
  readonly from: readonly string[] | 'any';
  readonly process: RateProcess;
  readonly start: number;
  /** No message after this. */
  readonly end: number | undefined;
  /** Of each sender; of all together where they are drawn. */
  readonly messages: number | undefined;
  /** Of the texts; undefined where `text` is given. */
  readonly size: SizeRange | undefined;
  readonly text: string | undefined;
}
