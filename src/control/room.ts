import type { Log } from '../core/log/log.js';
import { closed } from './closed.js';
import { Frames } from './frames.js';
import type { NodeControl, ReadControl } from './node-control.js';
import { Wakeups } from './wakeups.js';

/** One for methods that only read. */
export type ReadRoom = Room<ReadControl>;

/** What the methods of one node's service share. */
export class Room<Control extends ReadControl = NodeControl> {
  readonly incarnation: string;
  readonly log: Log;
  readonly wakeups: Wakeups;
  readonly frames: Frames;
  readonly wallTime = (at: number): number => this.control.wallTime(at);

  /** `ending`: aborted when the node or this server begins to close. */
  constructor(
    readonly control: Control,
    readonly version: string,
    readonly ending: AbortSignal,
  ) {
    this.incarnation = control.facts.incarnation;
    this.log = control.query((node) => node.log);
    this.wakeups = new Wakeups(control, ending);
    this.frames = new Frames(this.log, this.incarnation, this.wallTime);
  }

  /** Throws CLOSED once the node or the server is closing. */
  checkOpen(): void {
    if (this.ending.aborted) throw closed();
  }
}
