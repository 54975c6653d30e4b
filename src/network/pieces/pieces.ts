/** How far a long work has come: how many links or nodes of a network are made. */
export interface Piece {
  readonly made: 'links' | 'nodes';
  readonly count: number;
}

/**
 * Long work in pieces of a few ms: between two of them whoever does it may let others have their turn. What comes of it does not depend on
 * when they have it.
 */
export type Pieces<Result> = Generator<Piece, Result, void>;

/** Does all of it now. */
export function atOnce<Result>(work: Pieces<Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}
