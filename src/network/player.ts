import { PeersterError } from '../core/errors.js';
import type { Engine } from './engine/engine.js';
import type { Faults } from './faults/faults.js';
import type { NodeNames } from './faults/fault-spec.js';
import { plan, type Start } from './timeline/plan.js';
import type { Action, TimelineEntry } from './timeline/timeline-entry.js';

/** Does what timelines say, when its time has come. */
export class Player {
  /** Entries whose time is still to come, or that are being done. */
  pending = 0;
  /** Nodes that are down because a timeline said so. */
  private readonly down = new Set<number>();
  private readonly calledOff: (() => void)[] = [];

  /** `onDone` is told of everything that is done, in words. */
  constructor(
    private readonly engine: Engine,
    private readonly faults: Faults,
    private readonly onDone: (at: number, what: string) => void = () => {},
    /** An entry could not be done. */
    private readonly onFailure: (failure: Error) => void = () => {},
  ) {}

  /**
   * Plans a timeline whose times count from now on, or from `zero`. Returns when its last entry is due, in the network's time. Throws
   * INVALID_REQUEST if an entry contradicts the network as it will be by then; nothing is planned then.
   */
  play(entries: readonly TimelineEntry[], zero = this.engine.time.now): number {
    const planned = plan(entries, startOf(this.engine, this.faults));
    this.pending += planned.length;
    for (const entry of planned) this.calledOff.push(this.engine.time.at(zero + entry.at, () => void this.act(entry.action)));
    return zero + (planned.at(-1)?.at ?? 0);
  }

  /** Nodes that have ended although no timeline said so, with the reason where it is known: of real ones, whose processes may fail. */
  endedByThemselves(): string[] {
    const { engine, down } = this;
    const gone = [...engine.names.keys()].filter((node) => engine.state(node) === 'down' && !down.has(node));
    const told = gone.slice(0, SAID).map((node) => whyDown(engine, node) ?? `${engine.names[node]} (is its rule or its machine at fault?)`);
    return gone.length > SAID ? [...told, `${gone.length - SAID} more`] : told;
  }

  /** Does nothing any more. */
  stop(): void {
    for (const callOff of this.calledOff.splice(0)) callOff();
  }

  /** What it says is done at once where the engine can. */
  private async act(action: Action): Promise<void> {
    this.onDone(this.engine.time.now, inWords(action));
    try {
      await this.perform(action);
    } catch (error) {
      this.onFailure(new Error(`at ${Math.round(this.engine.time.now)} ms, ${inWords(action)}: ${messageOf(error)}`, { cause: error }));
    } finally {
      this.pending--;
    }
  }

  private perform(action: Action): unknown {
    const { engine, faults } = this;
    switch (action.do) {
      case 'fault':
        return faults.add(action.fault);
      case 'heal':
        return action.ids.length === 0 ? faults.healAll() : action.ids.map((id) => faults.remove(id));
      case 'add':
        return this.add(action);
      case 'restart':
        return this.each(action.nodes, (node) => {
          this.down.delete(node);
          return engine.restart(node, action.memory);
        });
      case 'crash':
        return this.each(action.nodes, (node) => {
          this.down.add(node);
          return engine.crash(node);
        });
      case 'remove':
      case 'pause':
      case 'resume':
        return this.each(action.nodes, (node) => engine[action.do](node));
      case 'link':
      case 'unlink':
        return engine[action.do](this.find(action.a), this.find(action.b));
      case 'send':
        return engine.publish(this.find(action.node), action.text);
    }
  }

  /** Not one after another: virtual time does not wait for promises. A node has its number as soon as it is asked for. */
  private add({ node, neighbours }: Action & { do: 'add' }): Promise<unknown> {
    const added = this.engine.add(node);
    return Promise.all([added, ...neighbours.map((neighbour) => this.engine.link(this.find(node.name), this.find(neighbour)))]);
  }

  private each(names: NodeNames, command: (node: number) => Promise<void>): Promise<unknown> {
    return Promise.all(names.map((name) => command(this.find(name))));
  }

  private find(name: string): number {
    const node = this.engine.find(name);
    if (node === undefined) throw new PeersterError('UNKNOWN_NODE', `no node is called "${name}"`);
    return node;
  }
}

/** Of a node that is somebody else's: how it ended, and its last lines. */
function whyDown(engine: Engine, node: number): string | undefined {
  const reason: unknown = engine.foreign?.(node)?.ending.reason;
  return reason instanceof Error ? reason.message : undefined;
}

function startOf(engine: Engine, faults: Faults): Start {
  const numberOf = (name: string) => engine.find(name);
  return {
    names: engine.names.filter((_, node) => engine.state(node) !== 'gone'),
    state: (name) => {
      const node = numberOf(name);
      return node === undefined ? undefined : engine.state(node);
    },
    areLinked: (a, b) => {
      const [one, other] = [numberOf(a), numberOf(b)];
      return one !== undefined && other !== undefined && engine.areLinked(one, other);
    },
    faults: faults.list(),
  };
}

/** An action for a reader of what happened. */
export function inWords(action: Action): string {
  switch (action.do) {
    case 'fault':
      return `${action.fault.fault.kind} begins${action.fault.id === undefined ? '' : ` (${action.fault.id})`}`;
    case 'heal':
      return action.ids.length === 0 ? 'all faults are healed' : `healed: ${action.ids.join(', ')}`;
    case 'add':
      return `${action.node.name} joins`;
    case 'restart':
      return `${few(action.nodes)} back, memory ${action.memory}`;
    case 'link':
    case 'unlink':
      return `${action.do} ${action.a} and ${action.b}`;
    case 'send':
      return `${action.node} says "${action.text}"`;
    case 'crash':
    case 'pause':
    case 'resume':
    case 'remove':
      return `${action.do} ${few(action.nodes)}`;
  }
}

const SAID = 5;

function few(names: NodeNames): string {
  return names.length <= SAID ? names.join(', ') : `${names.slice(0, SAID).join(', ')} and ${names.length - SAID} more`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
