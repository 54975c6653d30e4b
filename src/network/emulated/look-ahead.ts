import type { Peer } from '../../core/context.js';
import type { Node } from '../../core/node.js';

/**
 * In a large network every event is at another node, whose memory is far away. Reading a little of many nodes in a row lets the
 * processor fetch them all at once; in their turns they would be waited for one after another. What a node refers to is read in
 * further rounds: the less of a row waits for something before it, the more rows are under way at the same time.
 */
export class LookAhead {
  private touched = 0;

  constructor(
    private readonly nodes: readonly Node[],
    private readonly peers: readonly Peer[],
  ) {}

  /** `ends`: of each event the node at which it is, and the one that it comes from, negative for none. */
  over(ends: Int32Array, events: number): void {
    const { nodes, peers } = this;
    let touched = 0;
    for (let at = 0; at < 2 * events; at += 2) {
      const from = ends[at + 1] as number;
      touched += (nodes[ends[at] as number] as Node).simple ? 1 : 0;
      if (from >= 0) touched += (peers[from] as Peer).port;
    }
    for (let at = 0; at < 2 * events; at += 2) touched += (nodes[ends[at] as number] as Node).nextDeadline;
    for (let at = 0; at < 2 * events; at += 2) touched += (nodes[ends[at] as number] as Node).touch();
    this.touched = touched;
  }
}
