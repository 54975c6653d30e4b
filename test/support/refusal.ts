import { PeersterError } from '../../src/core/errors.js';

/** The PeersterError with which something is refused. Throws if it is not refused, or with another error. */
export function refusalOf(attempt: () => unknown): PeersterError {
  try {
    attempt();
  } catch (error) {
    if (error instanceof PeersterError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}

/** The same of something that takes time. */
export async function refusal(attempt: Promise<unknown>): Promise<PeersterError> {
  try {
    await attempt;
  } catch (error) {
    if (error instanceof PeersterError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}
