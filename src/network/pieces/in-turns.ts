import { EVENT_LOOP, type EventLoop } from '../engine/event-loop.js';
import type { Piece, Pieces } from './pieces.js';

/** ms after which others have their turn. */
const SLICE = 20;

export interface Turns {
  /** Aborted: the work is given up. */
  readonly signal?: AbortSignal | undefined;
  /** Told before others have their turn. */
  readonly onPiece?: ((piece: Piece) => void) | undefined;
  readonly loop?: EventLoop;
}

/** Does long work while others have their turns between its pieces. Rejects with what it throws, or with the reason of the signal. */
export async function inTurns<Result>(work: Pieces<Result>, { signal, onPiece, loop = EVENT_LOOP }: Turns = {}): Promise<Result> {
  for (;;) {
    signal?.throwIfAborted();
    const step = slice(work, loop);
    if (step.done === true) return step.value;
    onPiece?.(step.value);
    await new Promise<void>((resolve) => loop.soon(resolve));
  }
}

function slice<Result>(work: Pieces<Result>, loop: EventLoop): IteratorResult<Piece, Result> {
  const end = loop.now() + SLICE;
  for (;;) {
    const step = work.next();
    if (step.done === true || loop.now() >= end) return step;
  }
}
