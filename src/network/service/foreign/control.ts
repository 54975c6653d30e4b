import type { NodeClock, NodeFacts, NodeView, ReadControl } from '../../../control/node-control.js';
import type { EventKind, NodeEvent } from '../../../core/events.js';
import type { Engine } from '../../engine/engine.js';
import type { ForeignNode } from '../../programs/foreign-node.js';

/** Reads a node that is somebody else's as one of ours is read: from what was seen of it. */
export class ForeignControl implements ReadControl {
  readonly facts: NodeFacts;
  readonly clock: NodeClock;
  private readonly view: NodeView;

  constructor(
    private readonly engine: Engine,
    private readonly node: ForeignNode,
  ) {
    const { name, incarnation, gossipAddress, startTime, known, record } = node;
    this.facts = { name, incarnation, gossipAddress, uiAddress: '', startTime };
    this.clock = {
      wallNow: () => Date.now(),
      after: (ms, act) => (Number.isFinite(ms) ? engine.time.at(engine.time.now + ms, act) : () => {}),
      waiting: () => () => {},
    };
    this.view = {
      log: record.log,
      vector: () => known.vector(),
      nextId: (origin) => known.nextId(origin),
      listPeers: () => record.peers().map((peer) => ({ ...peer, dialect: undefined, abilities: 0 })),
      routes: { list: () => record.routeList() },
    };
  }

  get closing(): AbortSignal {
    return this.node.ending;
  }

  query<T>(read: (node: NodeView) => T): T {
    return read(this.view);
  }

  tap(listener: () => void): () => void {
    return this.node.record.onChange(listener);
  }

  trace(kinds: ReadonlySet<EventKind>, listener: (event: NodeEvent) => void): () => void {
    const number = this.engine.find(this.node.name);
    return this.engine.tap({
      wants: (kind) => kinds.has(kind),
      event: (_at, node, event) => {
        if (node === number) listener(event);
      },
    });
  }

  wallTime(at: number): number {
    return this.engine.time.wall(at);
  }
}
