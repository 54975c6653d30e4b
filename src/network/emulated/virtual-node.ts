import type { FileControl, NodeClock, NodeControl, NodeFacts } from '../../control/node-control.js';
import type { Peer } from '../../core/context.js';
import { PeersterError } from '../../core/errors.js';
import type { EventKind, NodeEvent } from '../../core/events.js';
import type { Node } from '../../core/node.js';
import { Settling } from '../../host/settling.js';
import { Taps } from '../../host/taps.js';
import { Traces } from '../../host/traces.js';
import type { PacketCounters } from '../../wire/counters.js';
import type { MemoryFiles } from './memory-files.js';
import { VirtualFiles } from './virtual-files.js';
import type { VirtualTime } from './virtual-time.js';

/** What a control needs of its network. */
export interface Surroundings {
  readonly time: VirtualTime;
  node(index: number): Node;
  /** Runs a command as a turn of a node. Throws WRONG_STATE for one that is not up. */
  act<T>(index: number, command: (node: Node) => T): T;
  /** The peer of a node's name or `virtual:NUMBER`. Throws INVALID_ADDRESS. */
  resolve(address: string): Peer;
  shutDown(index: number): void;
  /** Undefined as long as the node has had nothing to do with files. */
  disk(index: number): MemoryFiles | undefined;
}

/** A node in virtual time, as the API acts on it. From its birth, or its return, until it crashes or is shut down. */
export class VirtualNode implements NodeControl {
  readonly clock: NodeClock;
  /** Nothing gets lost on its way out. */
  readonly sendErrors = 0;
  readonly files: FileControl;
  private readonly taps = new Taps();
  private readonly traces = new Traces();
  private readonly settling: Settling;
  private readonly closer = new AbortController();

  constructor(
    private readonly index: number,
    readonly facts: NodeFacts,
    readonly counters: PacketCounters,
    private readonly surroundings: Surroundings,
  ) {
    const { time } = surroundings;
    this.files = new VirtualFiles(
      (act) => this.command(act),
      () => surroundings.disk(index),
    );
    this.settling = new Settling(() => surroundings.node(index).settled);
    this.clock = {
      wallNow: () => time.wall(time.now),
      after: (ms, act) => time.at(time.now + ms, act),
      waiting: () => time.waiting(),
    };
  }

  get closing(): AbortSignal {
    return this.closer.signal;
  }

  /** There is no socket whose buffer could overflow. */
  receiveBufferErrors(): undefined {
    return undefined;
  }

  command<T>(act: (node: Node) => T): T {
    if (this.closing.aborted) throw closed();
    return this.surroundings.act(this.index, act);
  }

  query<T>(read: (node: Node) => T): T {
    return read(this.surroundings.node(this.index));
  }

  async settled(signal?: AbortSignal): Promise<void> {
    if (this.closing.aborted) throw closed();
    if (this.query((node) => node.settled)) return;
    const done = this.clock.waiting();
    try {
      await this.settling.wait(signal);
    } finally {
      done();
    }
  }

  tap(listener: () => void): () => void {
    return this.taps.add(() => {
      this.surroundings.time.stir();
      listener();
    });
  }

  trace(kinds: ReadonlySet<EventKind>, listener: (event: NodeEvent) => void): () => void {
    return this.traces.add(kinds, (event) => {
      this.surroundings.time.stir();
      listener(event);
    });
  }

  async resolve(address: string): Promise<Peer> {
    return this.surroundings.resolve(address);
  }

  wallTime(at: number): number {
    return this.surroundings.time.wall(at);
  }

  close(): void {
    if (!this.closing.aborted) this.surroundings.shutDown(this.index);
  }

  /** The node's end, for whatever reason. */
  end(): void {
    this.closer.abort(closed());
    this.settling.giveUp(closed());
  }

  wants(kind: EventKind): boolean {
    return this.traces.wants(kind);
  }

  emit(event: NodeEvent): void {
    this.traces.emit(event);
  }

  /** After each turn of the node. */
  turned(): void {
    const { log, vectorVersion } = this.surroundings.node(this.index);
    this.taps.notify(log.end + vectorVersion);
    if (this.settling.check()) this.surroundings.time.stir();
  }
}

function closed(): PeersterError {
  return new PeersterError('CLOSED', 'the node is closing');
}
