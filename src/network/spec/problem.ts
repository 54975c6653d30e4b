import { PeersterError } from '../../core/errors.js';

/** What is wrong with a spec. */
export interface SpecProblem {
  /** The part of the spec that is to be changed; the spec itself where there is none. */
  readonly where: object;
  /** One line that says what to do instead. */
  readonly message: string;
}

/** What an attempt is refused with; undefined where it is not. */
export function refusalOf(attempt: () => unknown): PeersterError | undefined {
  try {
    attempt();
    return undefined;
  } catch (error) {
    if (error instanceof PeersterError) return error;
    throw error;
  }
}
