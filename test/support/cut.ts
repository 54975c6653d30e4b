import { DROP, PASS, type Rule } from '../../src/network/links/rule.js';

/** Nothing crosses from one side to the other, in either direction. Nodes on neither side are not affected. */
export function cut(side: ReadonlySet<number>, other: ReadonlySet<number>): Rule {
  const there = oneWayCut(side, other);
  const back = oneWayCut(other, side);
  return (from, to, bytes, now) => there(from, to, bytes, now) + back(from, to, bytes, now);
}

/** Nothing gets from `side` to `other`; what `other` sends still arrives. */
export function oneWayCut(side: ReadonlySet<number>, other: ReadonlySet<number>): Rule {
  return (from, to) => (side.has(from) && other.has(to) ? DROP : PASS);
}
