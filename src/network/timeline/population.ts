import { PeersterError } from '../../core/errors.js';
import type { NodeState } from '../engine/engine.js';
import type { NodeNames } from '../faults/fault-spec.js';
import { isGlob } from '../faults/glob.js';
import { isNamed } from '../faults/matcher.js';

/** What a command does to a node: from which states, and to which. */
const COMMANDS = {
  crash: { from: ['up', 'paused'], to: 'down', instead: 'crash it while it is up' },
  restart: { from: ['down'], to: 'up', instead: 'crash it first' },
  pause: { from: ['up'], to: 'paused', instead: 'pause it while it is up' },
  resume: { from: ['paused'], to: 'up', instead: 'pause it first' },
  remove: { from: ['up', 'paused', 'down'], to: 'gone', instead: 'remove it once' },
  send: { from: ['up'], to: 'up', instead: 'send while it is up' },
} as const satisfies Record<string, { from: readonly NodeState[]; to: NodeState; instead: string }>;

export type NodeCommand = keyof typeof COMMANDS;

/** What became of a node, and at which ms; −1: it began so. */
interface Standing {
  readonly state: NodeState;
  readonly since: number;
}

/** The nodes of a network and their states, as a timeline changes them. Throws INVALID_REQUEST for what contradicts them. */
export class Population {
  private readonly changed = new Map<string, Standing>();
  private readonly added: string[] = [];

  constructor(
    private readonly first: readonly string[],
    private readonly stateAtFirst: (name: string) => NodeState | undefined,
  ) {}

  add(name: string, now: number): void {
    if (this.standing(name) !== undefined) throw refuse(`there is or was a node "${name}"; take another name`);
    this.added.push(name);
    this.changed.set(name, { state: 'up', since: now });
  }

  apply(command: NodeCommand, name: string, now: number): void {
    const { from, to, instead } = COMMANDS[command];
    const { state, since } = this.known(name);
    if (!(from as readonly NodeState[]).includes(state)) {
      throw refuse(`${command} ${name}: it is ${state}${since < 0 ? ' from the beginning' : ` since ${since} ms`}; ${instead}`);
    }
    if (to !== state) this.changed.set(name, { state: to, since: now });
  }

  /** Throws for the name of nobody, and of a node that is gone. */
  expect(name: string): void {
    const { state, since } = this.known(name);
    if (state === 'gone') throw refuse(`${name} is gone${since < 0 ? '' : ` since ${since} ms`}; name one that is there`);
  }

  /** The names that are meant. */
  named(nodes: NodeNames): string[] {
    if (nodes.length === 0) throw refuse('no node is named; name nodes, or take * for all');
    return nodes.flatMap((pattern) => this.like(pattern));
  }

  /** Those that are not gone. */
  there(): string[] {
    return [...this.first, ...this.added].filter((name) => this.standing(name)?.state !== 'gone');
  }

  private like(pattern: string): string[] {
    if (this.standing(pattern) !== undefined) return [pattern];
    if (!isGlob(pattern)) throw unknown(pattern);
    const found = this.there().filter((name) => isNamed([pattern], name));
    if (found.length === 0) throw refuse(`no node is called like "${pattern}" by then`);
    return found;
  }

  private known(name: string): Standing {
    const standing = this.standing(name);
    if (standing === undefined) throw unknown(name);
    return standing;
  }

  private standing(name: string): Standing | undefined {
    const changed = this.changed.get(name);
    if (changed !== undefined) return changed;
    const state = this.stateAtFirst(name);
    return state === undefined ? undefined : { state, since: -1 };
  }
}

function unknown(name: string): PeersterError {
  return refuse(`no node is called "${name}" by then; add it before`);
}

function refuse(message: string): PeersterError {
  return new PeersterError('INVALID_REQUEST', message);
}
