import { setTimeout } from 'node:timers/promises';
import type { Check, Sentence } from '../check.js';
import type { Troupe } from '../stage/open.js';
import { type Attempt, attempt } from './attempt.js';
import { Suspicion } from './suspicion.js';

/** What all plays of a check together say. */
export interface Finding {
  readonly check: Check;
  /** The last play, with what all of them have shown to be kept and broken. */
  readonly last: Attempt;
  /** What was broken in one play and kept in another. */
  readonly recanted: ReadonlySet<Sentence>;
}

export interface Rules {
  /** How often a sentence must be broken. */
  readonly attempts: number;
  /** Whether a busy machine excuses what comes late. */
  readonly excuses: boolean;
}

/** Plays that a busy machine may spoil before a check is given up. */
const SPOILT = 5;
/** Ms in which it may become less busy. */
const BREAK = 500;

/**
 * Plays a check until a sentence is broken so many times, or nothing is suspected of being broken any more: what is kept in one play is not
 * held against a node. A play in which the machine was too busy for what it found does not count. A node that did not start is started once
 * more: somebody may have taken its port.
 */
export async function judge(check: Check, troupe: Troupe, { attempts, excuses }: Rules): Promise<Finding> {
  const suspicion = new Suspicion(Object.keys(check.claims) as Sentence[], attempts);
  for (let spoilt = 0, unstarted = 0; ; ) {
    const seen = await attempt(check, troupe);
    if (!seen.hasSent && seen.broken.size === 0 && unstarted++ === 0) continue;
    if (excuses && seen.spoilt !== undefined) {
      if (++spoilt >= SPOILT) return { check, last: spoiled(seen), recanted: suspicion.recanted };
      await setTimeout(BREAK);
      continue;
    }
    suspicion.add(seen);
    if (!suspicion.isSettled) continue;
    const last = { ...seen, kept: suspicion.kept, broken: suspicion.convicted };
    return { check, last, recanted: suspicion.recanted };
  }
}

function spoiled(seen: Attempt): Attempt {
  return { ...seen, broken: new Map(), why: `the machine was too busy: nothing could run for ${Math.round(seen.spoilt ?? 0)} ms` };
}
