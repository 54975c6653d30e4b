import type { Guard } from '../../../control/guard.js';
import type { NodeControl } from '../../../control/node-control.js';
import { PeersterError } from '../../../core/errors.js';
import type { Engine } from '../../engine/engine.js';
import { ForeignReach } from './foreign-reach.js';
import { InProcess } from './in-process.js';
import { PassThrough } from './pass-through.js';
import type { Reach } from './reach.js';

/** The ways to the nodes of one network, each made when it is first asked for. */
export class Reaches {
  private readonly byNode = new Map<number, Reach>();
  private readonly stopTap: () => void;

  constructor(
    private readonly engine: Engine,
    private readonly guard: Guard,
  ) {
    // The calls of a node end with it, as they do where it was a process.
    this.stopTap = engine.tap({ node: (_at, node, change) => (change === 'crashed' || change === 'removed' ? this.cut(node) : undefined) });
  }

  /** Throws CLOSED for a node that is down, WRONG_STATE for one that is paused. */
  to(node: number): Reach {
    const { engine } = this;
    const name = engine.names[node] as string;
    const state = engine.state(node);
    if (state === 'paused') throw new PeersterError('WRONG_STATE', `${name} is paused; ResumeNodes lets it go on`);
    if (state !== 'up') throw new PeersterError('CLOSED', `${name} is down; RestartNodes brings it back`);
    const foreign = engine.foreign?.(node);
    const place = foreign ?? engine.control(node) ?? engine.uiAddress(node);
    if (place === undefined) throw new PeersterError('CLOSED', `${name} is not reached yet; try again`);
    const known = this.byNode.get(node);
    if (known?.leadsTo(place)) return known;
    known?.close();
    const reach = foreign === undefined ? this.own(place as NodeControl | string, name) : new ForeignReach(engine, foreign, this.guard);
    this.byNode.set(node, reach);
    return reach;
  }

  close(): void {
    this.stopTap();
    for (const node of [...this.byNode.keys()]) this.cut(node);
  }

  private own(place: NodeControl | string, name: string): Reach {
    return typeof place === 'string' ? new PassThrough(place, name) : new InProcess(place, this.guard);
  }

  private cut(node: number): void {
    this.byNode.get(node)?.close();
    this.byNode.delete(node);
  }
}
