import type { Node } from '../../core/node.js';
import type { World } from './world.js';

type Listener = (node: number, origin: string, id: number, from: number) => void;

/** Tells of each rumor with a text that a node accepts, from the nodes' logs: no event has to be made for it. */
export class Accepted {
  /** Entries of each node's log that have been told. */
  private seen: Uint32Array;

  constructor(
    private readonly world: World,
    private readonly listener: Listener,
  ) {
    this.seen = new Uint32Array(world.size);
    for (let node = 0; node < world.size; node++) this.seen[node] = endOf(world.node(node));
  }

  /** A node has a new log. */
  onReborn(node: number): void {
    if (node < this.seen.length) this.seen[node] = 0;
  }

  /** A node has accepted something. */
  note(node: number): void {
    if (node >= this.seen.length) this.makeRoom(node);
    const { log } = this.world.node(node);
    for (let at = Math.max(this.seen[node] as number, log.oldest); at < log.end; at++) {
      const { kind, origin, id, relay } = log.at(at);
      if (kind === 'rumor') this.listener(node, origin, id, relay?.port ?? -1);
    }
    this.seen[node] = log.end;
  }

  private makeRoom(node: number): void {
    const wider = new Uint32Array(2 * node + 8);
    wider.set(this.seen);
    this.seen = wider;
  }
}

/** Nodes that hold nothing have not made a log yet. */
function endOf(node: Node): number {
  return node.vectorVersion === 0 ? 0 : node.log.end;
}
