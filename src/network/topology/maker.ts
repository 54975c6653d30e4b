import { PeersterError } from '../../core/errors.js';
import type { Random } from '../../core/random.js';
import type { Pieces } from '../pieces/pieces.js';
import type { Links } from './links.js';
import type { Topology } from './topology.js';

/** A number that a topology is made with. */
export interface Parameter {
  readonly about: string;
  /** Any number from 0 to 1; otherwise a whole one from 1. */
  readonly isFraction?: boolean;
  /** Where none is given. */
  usual(nodes: number): number;
}

/** A kind of graph. The parameter that comes first is the one that `name:N` gives. */
export interface Maker {
  readonly about: string;
  readonly fewest: number;
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** Undefined when no connected graph was found. Throws INVALID_SETTING where no such graph exists. */
  make(nodes: number, given: ReadonlyMap<string, number>, random: Random): Made;
}

/** What is plain is there at once. */
export type Made = Topology | Links | Pieces<Links | undefined>;

interface Recipe<Name extends string> {
  readonly about: string;
  readonly fewest: number;
  readonly parameters: Readonly<Record<Name, Parameter>>;
  /** Why no such graph exists; undefined when one does. `given`: the parameters that were named. */
  impossible?(nodes: number, values: Readonly<Record<Name, number>>, given: ReadonlyMap<string, number>): string | undefined;
  make(nodes: number, values: Readonly<Record<Name, number>>, random: Random): Made;
}

export function maker<Name extends string>(recipe: Recipe<Name>): Maker {
  const parameters = new Map(Object.entries<Parameter>(recipe.parameters));
  return {
    about: recipe.about,
    fewest: recipe.fewest,
    parameters,
    make(nodes, given, random) {
      const valueOf = ([name, parameter]: [string, Parameter]) => [name, given.get(name) ?? parameter.usual(nodes)] as const;
      const values = Object.fromEntries([...parameters].map(valueOf)) as Record<Name, number>;
      const reason = recipe.impossible?.(nodes, values, given);
      if (reason !== undefined) throw new PeersterError('INVALID_SETTING', reason);
      return recipe.make(nodes, values, random);
    },
  };
}
