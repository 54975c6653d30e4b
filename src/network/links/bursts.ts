import { PeersterError } from '../../core/errors.js';
import type { Random } from '../../core/random.js';
import { DROP, PASS, type Rule } from './rule.js';

/** Probabilities per datagram: of a link's turning bad, of its turning good again, and of loss in either state. */
export interface Bursts {
  readonly worsens: number;
  readonly recovers: number;
  readonly lossWhenGood: number;
  readonly lossWhenBad: number;
}

/** Nodes that the key of a directed pair has room for. */
const NODES = 2 ** 24;

/**
 * Loss in bursts (Gilbert 1960, Elliott 1963): each directed pair of nodes is good or bad, and changes with its datagrams. It begins as
 * it would be after long traffic, so that the share of loss is the same from the first datagram on. Throws INVALID_SETTING.
 */
export function bursts(chances: Bursts, random: Random): Rule {
  check(chances);
  const { worsens, recovers, lossWhenGood, lossWhenBad } = chances;
  const usuallyBad = worsens === 0 ? 0 : worsens / (worsens + recovers);
  const isBad = new Map<number, boolean>();
  return (from, to) => {
    const pair = from * NODES + to;
    const before = isBad.get(pair);
    const bad = before === undefined ? random.chance(usuallyBad) : random.chance(before ? recovers : worsens) ? !before : before;
    if (bad !== before) isBad.set(pair, bad);
    return random.chance(bad ? lossWhenBad : lossWhenGood) ? DROP : PASS;
  };
}

/** The share of datagrams that get lost in the long run. */
export function lossOf({ worsens, recovers, lossWhenGood, lossWhenBad }: Bursts): number {
  const bad = worsens === 0 ? 0 : worsens / (worsens + recovers);
  return bad * lossWhenBad + (1 - bad) * lossWhenGood;
}

function check(chances: Bursts): void {
  for (const [name, value] of Object.entries(chances)) {
    if (!(value >= 0 && value <= 1)) throw new PeersterError('INVALID_SETTING', `${name} is ${value}; it must be a fraction from 0 to 1`);
  }
}
