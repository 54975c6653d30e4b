import type { EventKind, NodeEvent } from '../../core/events.js';
import type { PacketCounters } from '../../wire/counters.js';
import type { Roster } from './roster.js';
import { type Surroundings, VirtualNode } from './virtual-node.js';

/** How often a node has begun anew, and virtual ms of the last time. */
interface Life {
  readonly count: number;
  readonly since: number;
}

const FIRST_LIFE: Life = { count: 0, since: 0 };

/** The controls of a network's nodes: one for each node that somebody has asked for. */
export class Controls {
  private readonly open = new Map<number, VirtualNode>();
  /** Of nodes that did not begin with the network, or began anew. */
  private readonly lives = new Map<number, Life>();

  constructor(
    private readonly seed: number,
    private readonly roster: Roster,
    private readonly surroundings: Surroundings,
    private readonly countersOf: (node: number) => PacketCounters,
  ) {}

  /** Of a node that is down or gone: one that is closing, over which the node's last state can still be read. */
  of(node: number): VirtualNode {
    const state = this.roster.state(node);
    let control = this.open.get(node);
    if (control !== undefined) return control;
    control = this.make(node);
    this.open.set(node, control);
    if (state === 'down' || state === 'gone') control.end();
    return control;
  }

  onBorn(node: number, now: number): void {
    this.lives.set(node, { count: 0, since: now });
  }

  onReborn(node: number, now: number): void {
    this.lives.set(node, { count: this.lifeOf(node).count + 1, since: now });
  }

  /** A node is up again: who asks for it from now on gets another control. */
  onUp(node: number): void {
    this.open.delete(node);
  }

  onDown(node: number): void {
    this.open.get(node)?.end();
  }

  endAll(): void {
    for (const control of this.open.values()) control.end();
  }

  wants(kind: EventKind, node: number): boolean {
    return this.open.size > 0 && this.open.get(node)?.wants(kind) === true;
  }

  emit(node: number, event: NodeEvent): void {
    if (this.open.size > 0) this.open.get(node)?.emit(event);
  }

  turned(node: number): void {
    if (this.open.size > 0) this.open.get(node)?.turned();
  }

  private lifeOf(node: number): Life {
    return this.lives.get(node) ?? FIRST_LIFE;
  }

  private make(node: number): VirtualNode {
    const { seed, roster, surroundings } = this;
    const { count, since } = this.lifeOf(node);
    const facts = {
      name: roster.names[node] as string,
      incarnation: `${seed}-${node}-${count}`,
      gossipAddress: `virtual:${node}`,
      uiAddress: '',
      startTime: surroundings.time.wall(since),
    };
    return new VirtualNode(node, facts, this.countersOf(node), surroundings);
  }
}
