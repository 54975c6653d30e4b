import { PeersterError } from '../../core/errors.js';
import type { Settings } from '../../core/settings.js';
import { checkName } from '../../host/name.js';
import type { NodeSpec, NodeState } from '../engine/engine.js';
import { settingsOf } from '../engine/node-settings.js';

/** The nodes of a network by number and by name, and how each is. */
export class Roster {
  readonly names: string[] = [];
  private readonly specs: NodeSpec[] = [];
  private readonly states: NodeState[] = [];
  /** Made when somebody asks for a name. */
  private numbers: Map<string, number> | undefined;

  /** Throws NAME_TAKEN, INVALID_NAME and INVALID_SETTING. */
  constructor(
    specs: readonly NodeSpec[],
    private readonly common: Settings,
  ) {
    for (const spec of specs) this.join(spec);
    if (this.byName().size < specs.length) throw taken(this.names.find((name, at) => this.find(name) !== at) as string);
  }

  find(name: string): number | undefined {
    return this.byName().get(name);
  }

  /** Returns the number. Throws NAME_TAKEN, INVALID_NAME and INVALID_SETTING; then nobody has joined. */
  add(spec: NodeSpec): number {
    if (this.find(spec.name) !== undefined) throw taken(spec.name);
    const node = this.join(spec);
    this.numbers?.set(spec.name, node);
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
    return this.names.push(spec.name) - 1;
  }

  private byName(): Map<string, number> {
    this.numbers ??= new Map(this.names.map((name, node) => [name, node]));
    return this.numbers;
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
