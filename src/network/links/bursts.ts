import type { Random } from '../../core/random.js';
import { checkProbability } from './check.js';
import { PairTable } from '../numbers/pair-table.js';
import { DROP, PASS, type Rule } from './rule.js';

/** Probabilities per datagram: of a link's turning bad, of its turning good again, and of loss in either state. */
export interface Bursts {
  readonly worsens: number;
  readonly recovers: number;
  readonly lossWhenGood: number;
  readonly lossWhenBad: number;
}

/** What is known of a pair. */
const NOTHING = 0;
const GOOD = 1;
const BAD = 2;

/**
 * Loss in bursts (Gilbert 1960, Elliott 1963): each directed pair of nodes is good or bad, and changes with its datagrams. It begins as
 * it would be after long traffic, so that the share of loss is the same from the first datagram on. Throws INVALID_SETTING.
 */
export function bursts(chances: Bursts, random: Random): Rule {
  check(chances);
  const { worsens, recovers, lossWhenGood, lossWhenBad } = chances;
  const usuallyBad = worsens === 0 ? 0 : worsens / (worsens + recovers);
  const states = new PairTable(1);
  return (from, to) => {
    const at = states.at(from, to);
    const before = states.values[at];
    const bad = before === NOTHING ? random.chance(usuallyBad) : before === BAD ? !random.chance(recovers) : random.chance(worsens);
    states.values[at] = bad ? BAD : GOOD;
    return random.chance(bad ? lossWhenBad : lossWhenGood) ? DROP : PASS;
  };
}

/** The share of datagrams that get lost in the long run. */
export function lossOf({ worsens, recovers, lossWhenGood, lossWhenBad }: Bursts): number {
  const bad = worsens === 0 ? 0 : worsens / (worsens + recovers);
  return bad * lossWhenBad + (1 - bad) * lossWhenGood;
}

function check(chances: Bursts): void {
  const { worsens, recovers, lossWhenGood, lossWhenBad } = chances;
  for (const [name, value] of Object.entries({ worsens, recovers, lossWhenGood, lossWhenBad })) checkProbability(name, value);
}
