import type { Sentence } from '../check.js';
import type { Entry } from '../stage/transcript.js';

export type State = 'kept' | 'broken' | 'not-judged';

/** What was seen of one sentence. */
export interface Verdict {
  readonly sentence: Sentence;
  readonly state: State;
  /** What it claims, in words, as far as it can be seen; '' for a sentence that no check judges. */
  readonly about: string;
  /** Why it is not judged, or what else is to be said. */
  readonly note: string;
  readonly evidence: Evidence | undefined;
}

/** How a sentence was broken. */
export interface Evidence {
  readonly expected: string;
  /** Of the datagram that was expected, where there is one, as a course node writes it. */
  readonly bytes: Uint8Array | undefined;
  /** In words, where what was sent and printed does not tell. */
  readonly seen: string;
  /** What was sent, got and printed up to then, oldest first. */
  readonly entries: readonly Entry[];
}
