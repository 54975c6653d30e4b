import { setTimeout } from 'node:timers/promises';
import type { Check, Sentence } from '../check.js';
import type { Troupe } from '../stage/open.js';
import { type Attempt, attempt } from './attempt.js';

/** What all plays of a check together say. */
export interface Finding {
  readonly check: Check;
  /** The last play that counts. */
  readonly last: Attempt;
  /** Plays in which something was broken that was kept in a later one. */
  readonly recanted: number;
}

/** Plays that a busy machine may spoil before a check is given up. */
const SPOILT = 5;
/** Ms in which it may become less busy. */
const BREAK = 500;

/**
 * Plays a check until nothing is broken, at most `attempts` times: only what is broken every time is held against a node. A play in which
 * the machine was too busy for what it found does not count. A node that did not start is started once more: somebody may have
 * taken its port.
 */
export async function judge(check: Check, troupe: Troupe, attempts: number, excuses: boolean): Promise<Finding> {
  let suspects: ReadonlySet<Sentence> | undefined;
  for (let counted = 0, spoilt = 0, unstarted = 0; ; ) {
    const seen = await attempt(check, troupe);
    if (seen.broken.size === 0 && (seen.hasSent || ++unstarted > 1)) return { check, last: seen, recanted: counted };
    if (seen.broken.size === 0) continue;
    if (excuses && seen.spoilt !== undefined) {
      if (++spoilt >= SPOILT) return { check, last: spoiled(seen), recanted: counted };
      await setTimeout(BREAK);
      continue;
    }
    const broken = [...seen.broken].filter(([sentence]) => suspects?.has(sentence) ?? true);
    suspects = new Set(broken.map(([sentence]) => sentence));
    counted++;
    if (suspects.size === 0 || counted >= attempts) return { check, last: { ...seen, broken: new Map(broken) }, recanted: counted - 1 };
  }
}

function spoiled(seen: Attempt): Attempt {
  return { ...seen, broken: new Map(), why: `the machine was too busy: nothing could run for ${Math.round(seen.spoilt ?? 0)} ms` };
}
