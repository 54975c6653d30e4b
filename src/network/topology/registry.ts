import { PeersterError } from '../../core/errors.js';
import type { Random } from '../../core/random.js';
import { atOnce, type Pieces } from '../pieces/pieces.js';
import { type Links, linksInPieces, toTopology } from './links.js';
import type { Made, Maker, Parameter } from './maker.js';
import { MAKERS } from './makers.js';
import type { Topology } from './topology.js';

/** One line per topology and per further parameter, for help. */
export function describeTopologies(): string[] {
  return [...MAKERS].flatMap(([name, { about, parameters }]) => {
    const [first, ...others] = [...parameters];
    if (first === undefined) return [`${name.padEnd(18)}${about}`];
    const number = others.length === 0 ? 'N' : `N or ${first[0]}=N`;
    const line = `${`${name}[:N]`.padEnd(18)}${about} (${number}: ${first[1].about})`;
    return [line, ...others.map(([key, { about: what }]) => `${' '.repeat(20)}${key}=N: ${what}`)];
  });
}

/**
 * The graph of a spec such as `ring`, `regular:4` or `clusters:count=5,bridges=2` over `nodes` nodes. Throws INVALID_SETTING with what
 * to do instead.
 */
export function makeTopology(spec: string, nodes: number, random: Random): Topology {
  const made = atOnce(make(spec, nodes, random));
  return isLinks(made) ? toTopology(made) : made;
}

/** The same graph in its compact form, for any number of nodes. */
export function makeLinks(spec: string, nodes: number, random: Random): Links {
  return atOnce(makeLinksInPieces(spec, nodes, random));
}

/** The same for graphs so large that others are to have their turn meanwhile. */
export function* makeLinksInPieces(spec: string, nodes: number, random: Random): Pieces<Links> {
  const made = yield* make(spec, nodes, random);
  return isLinks(made) ? made : yield* linksInPieces(made);
}

function isLinks(made: Topology | Links): made is Links {
  return 'degree' in made;
}

function isInPieces(made: Made): made is Pieces<Links | undefined> {
  return 'next' in made;
}

function* make(spec: string, nodes: number, random: Random): Pieces<Topology | Links> {
  const [, name = '', given] = /^([^:]*)(?::(.*))?$/s.exec(spec) ?? [];
  const maker = MAKERS.get(name);
  if (maker === undefined) throw refuse(`there is no topology "${name}"; there are: ${[...MAKERS.keys()].join(', ')}`);
  if (!Number.isSafeInteger(nodes) || nodes < maker.fewest) {
    throw refuse(`a ${name} needs at least ${maker.fewest} ${maker.fewest === 1 ? 'node' : 'nodes'}, not ${nodes}`);
  }
  const parameters = given === undefined ? new Map<string, number>() : readParameters(spec, maker, given);
  const making = maker.make(nodes, parameters, random);
  const made = isInPieces(making) ? yield* making : making;
  if (made === undefined) throw refuse(`no connected ${spec} of ${nodes} nodes was found; take more links per node`);
  return made;
}

/** Those of `4` or `links=4,rewired=0.2`. */
function readParameters(spec: string, { parameters }: Maker, text: string): Map<string, number> {
  const names = [...parameters.keys()];
  const name = spec.slice(0, spec.indexOf(':'));
  if (names.length === 0) throw refuse(`a ${name} takes no number: write "${name}", not "${spec}"`);
  const values = new Map<string, number>();
  for (const part of text.split(',')) {
    const [, key = names[0] as string, value = ''] = /^(?:([^=]*)=)?(.*)$/s.exec(part) ?? [];
    const parameter = parameters.get(key);
    if (parameter === undefined) throw refuse(`"${spec}": a ${name} has no "${key}"; it has ${names.join(', ')}`);
    if (values.has(key)) throw refuse(`"${spec}" gives ${key} twice; give it once`);
    values.set(key, readValue(spec, parameter, value));
  }
  return values;
}

function readValue(spec: string, { about, isFraction }: Parameter, text: string): number {
  const value = Number(text);
  if (isFraction) {
    if (/^[\d.]+$/.test(text) && value >= 0 && value <= 1) return value;
    throw refuse(`"${spec}": ${about} must be a fraction from 0 to 1`);
  }
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= 1) return value;
  throw refuse(`"${spec}": ${about} must be a whole number from 1`);
}

function refuse(message: string): PeersterError {
  return new PeersterError('INVALID_SETTING', message);
}
