import type { Hindrance } from './hindrances.js';

/** The name of a node by its number. */
export type NameOf = (node: number) => string;

/** Names told at the most. */
const SAID = 5;

export function rumorsInWords(origin: string, first: number, last: number): string {
  return `${first === last ? `rumor ${first}` : `rumors ${first} to ${last}`} of ${origin}`;
}

export function hindranceInWords(hindrance: Hindrance, nameOf: NameOf): string {
  switch (hindrance.kind) {
    case 'node-down':
      return 'down until a restart';
    case 'node-paused':
      return 'paused until resumed';
    case 'no-holder':
      return 'no node that is up holds it';
    case 'no-way':
      return noWayInWords(hindrance.silent.map(nameOf));
    case 'cut':
      return `nothing gets from ${nameOf(hindrance.from)} to ${nameOf(hindrance.to)}${by(hindrance.faults)}`;
    case 'lossy':
      return `${percent(hindrance.share)} of what ${nameOf(hindrance.from)} sends to ${nameOf(hindrance.to)} is lost${by(hindrance.faults)}`;
    case 'waiting':
      return `neighbour ${nameOf(hindrance.from)} holds it${hindrance.due === undefined ? ': anti-entropy will bring it' : `; one of the two tells what it holds in ${Math.ceil(hindrance.due)} ms`}`;
    case 'on-its-way':
      return `on its way: the nearest node that holds it is ${hindrance.hops} hops away`;
  }
}

function noWayInWords(silent: readonly string[]): string {
  if (silent.length === 0) return 'no links lead there from a node that holds it';
  return `every way there leads over nodes that are down or paused: ${few(silent)}`;
}

function by(faults: readonly string[]): string {
  return faults.length === 0 ? '' : ` (${faults.length === 1 ? 'fault' : 'faults'} ${few(faults)})`;
}

/** `a, b and 7 more`. */
export function few(names: readonly string[]): string {
  return `${names.slice(0, SAID).join(', ')}${names.length > SAID ? ` and ${names.length - SAID} more` : ''}`;
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}
