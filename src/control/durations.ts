import { PeersterError } from '../core/errors.js';
import type { Duration } from '../gen/google/protobuf/duration.js';
import type { Timestamp } from '../gen/google/protobuf/timestamp.js';

/** The longest that a timer of Node.js waits: about 24 days. */
export const LONGEST_TIMER = 2 ** 31 - 1;

/** Milliseconds, at most what a timer can wait. Throws INVALID_REQUEST where it is negative or no Duration. */
export function toMilliseconds(duration: Duration, field: string): number {
  const { seconds, nanos } = duration;
  if (seconds < 0n || nanos < 0 || nanos > 999_999_999) {
    throw new PeersterError('INVALID_REQUEST', `${field} must not be negative, and its nanos must be 0 to 999,999,999`);
  }
  return Math.min(LONGEST_TIMER, Number(seconds) * 1_000 + nanos / 1_000_000);
}

/** To ms since 1970; 0 where there is none. */
export function fromTimestamp(time: Timestamp | undefined): number {
  return time === undefined ? 0 : Number(time.seconds) * 1_000 + time.nanos / 1_000_000;
}

/** From ms since 1970. */
export function toTimestamp(wallTime: number): Timestamp {
  const seconds = Math.floor(wallTime / 1_000);
  return { seconds: BigInt(seconds), nanos: Math.round((wallTime - seconds * 1_000) * 1_000_000) % 1_000_000_000 };
}

/** Of ms, not negative. */
export function toDuration(ms: number): Duration {
  const seconds = Math.floor(ms / 1_000);
  return { seconds: BigInt(seconds), nanos: Math.round((ms - seconds * 1_000) * 1_000_000) % 1_000_000_000 };
}
