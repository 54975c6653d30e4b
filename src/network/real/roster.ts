import { PeersterError } from '../../core/errors.js';
import { checkName } from '../../host/name.js';
import type { NodeSpec } from '../engine/engine.js';
import type { Life } from './life.js';
import { Place } from './place.js';

/** The nodes of a network by number and by name. Numbers and names are never used again. */
export class Roster {
  readonly names: string[] = [];
  readonly places: Place[] = [];
  private readonly numbers = new Map<string, number>();

  /** Gives a node its number. Throws INVALID_NAME, NAME_TAKEN. */
  enter(spec: NodeSpec): number {
    const name = checkName(spec.name);
    if (this.numbers.has(name)) throw new PeersterError('NAME_TAKEN', `a node is or was called "${name}": choose another name`);
    const node = this.places.push(new Place(spec)) - 1;
    this.names.push(name);
    this.numbers.set(name, node);
    return node;
  }

  find(name: string): number | undefined {
    return this.numbers.get(name);
  }

  /** Of the nodes that are up. */
  lives(): readonly Life[] {
    return this.places.flatMap(({ state, life }) => (state === 'up' && life !== undefined ? [life] : []));
  }

  /** Throws UNKNOWN_NODE. */
  at(node: number): Place {
    const place = this.places[node];
    if (place === undefined) throw new PeersterError('UNKNOWN_NODE', `there is no node number ${node}; there are ${this.places.length}`);
    return place;
  }
}
