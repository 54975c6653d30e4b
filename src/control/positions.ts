import { PeersterError } from '../core/errors.js';
import type { Position } from '../gen/peerster/v1/node.js';

/** Something with numbered entries, of which the oldest may be gone. */
interface Numbered {
  readonly oldest: number;
  readonly end: number;
}

export function toPosition(incarnation: string, number: number): Position {
  return { incarnation, number: BigInt(number) };
}

/** Where to read on. `restarted`: the position was of another log, so this one is read from its beginning. */
export interface Start {
  readonly number: number;
  readonly restarted: boolean;
}

/** Throws POSITION_GONE (fact `oldest`) and POSITION_AHEAD (fact `end`). */
export function startAt(position: Position, incarnation: string, log: Numbered): Start {
  if (position.incarnation !== '' && position.incarnation !== incarnation) return { number: log.oldest, restarted: true };
  return { number: within(position.number, log), restarted: false };
}

/** The number if the log can be read from there: from its oldest entry to its end. */
export function within(number: bigint, log: Numbered): number {
  if (number < BigInt(log.oldest)) throw gone(number, log);
  if (number > BigInt(log.end)) {
    throw new PeersterError('POSITION_AHEAD', `position ${number} is not written yet; the log ends at ${log.end}`, {
      end: String(log.end),
    });
  }
  return Number(number);
}

function gone(number: bigint, log: Numbered): PeersterError {
  return new PeersterError('POSITION_GONE', `position ${number} is no longer kept; the oldest is ${log.oldest}`, {
    oldest: String(log.oldest),
  });
}
