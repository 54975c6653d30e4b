import type { Settings } from '../../core/settings.js';

/** The timeouts of the course's years: how long a node waits for an acknowledgement, and between two Statuses of anti-entropy. ms. */
export const PROFILES = {
  2018: { ackTimeout: 1_000, antiEntropy: 1_000 },
  2019: { ackTimeout: 10_000, antiEntropy: 10_000 },
} as const satisfies Record<number, Partial<Settings>>;

export type ProfileName = `${keyof typeof PROFILES}`;

export const PROFILE_NAMES = Object.keys(PROFILES) as ProfileName[];
