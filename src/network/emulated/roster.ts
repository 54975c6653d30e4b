import { PeersterError } from '../../core/errors.js';
import type { Settings } from '../../core/settings.js';
import { checkName } from '../../host/name.js';
import type { NodeSpec, NodeState } from '../engine/engine.js';
import type { Pieces } from '../pieces/pieces.js';
import { settingsOf } from '../engine/node-settings.js';

/** Nodes that join in one piece of the work. */
const JOINED = 1_024;

/** The nodes of a network by number and by name, and how each is. */
export class Roster {
  readonly names: string[] = [];
  private readonly specs: NodeSpec[] = [];
  private readonly states: NodeState[] = [];
  private readonly counts: Record<NodeState, number> = { up: 0, paused: 0, down: 0, gone: 0 };
  private readonly numbers = new Map<string, number>();

  constructor(private readonly common: Settings) {}

  /** The nodes of the beginning. Throws NAME_TAKEN, INVALID_NAME and INVALID_SETTING. */
  *fill(specs: readonly NodeSpec[]): Pieces<void> {
    for (const spec of specs) {
      const node = this.add(spec);
      if (node % JOINED === 0) yield { made: 'nodes', count: 0 };
    }
  }

  find(name: string): number | undefined {
    return this.numbers.get(name);
  }

  /** How many nodes are in a state. */
  count(state: NodeState): number {
    return this.counts[state];
  }

  /** Returns the number. Throws NAME_TAKEN, INVALID_NAME and INVALID_SETTING; then nobody has joined. */
  add(spec: NodeSpec): number {
    if (this.find(spec.name) !== undefined) throw taken(spec.name);
    const node = this.join(spec);
    this.numbers.set(spec.name, node);
    return node;
  }

  spec(node: number): NodeSpec {
    return this.specs[node] as NodeSpec;
  }

  settings(node: number): Settings {
    return settingsOf(this.spec(node), this.common);
  }

  /** Throws UNKNOWN_NODE. */
  state(node: number): NodeState {
    const state = this.states[node];
    if (state === undefined) throw new PeersterError('UNKNOWN_NODE', `there is no node number ${node}`);
    return state;
  }

  /** From one state to another. Throws UNKNOWN_NODE, and WRONG_STATE for a node that is in none of the first. */
  change(node: number, from: readonly NodeState[], to: NodeState): void {
    this.check(node, from);
    this.counts[this.state(node)]--;
    this.counts[to]++;
    this.states[node] = to;
  }

  check(node: number, allowed: readonly NodeState[]): void {
    const state = this.state(node);
    if (!allowed.includes(state)) throw wrongState(this.names[node] as string, state, allowed);
  }

  private join(spec: NodeSpec): number {
    checkName(spec.name);
    settingsOf(spec, this.common);
    this.specs.push(spec);
    this.states.push('up');
    this.counts.up++;
    return this.names.push(spec.name) - 1;
  }
}

function taken(name: string): PeersterError {
  return new PeersterError('NAME_TAKEN', `there is or was a node "${name}" in this network; take another name`);
}

/** What leads out of each state. */
const WAY_OUT: Readonly<Record<NodeState, string>> = {
  up: 'pause or crash it first',
  paused: 'resume it first',
  down: 'restart it first',
  gone: 'add a new one under another name',
};

function wrongState(name: string, state: NodeState, allowed: readonly NodeState[]): PeersterError {
  return new PeersterError('WRONG_STATE', `${name} is ${state}, not ${allowed.join(' or ')}; ${WAY_OUT[state]}`, { node: name, state });
}
