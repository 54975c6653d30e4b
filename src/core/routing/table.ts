import type { Context, Peer } from '../context.js';
import type { Rumor } from '../packet.js';

/** What the table keeps of one destination. It is part of what the node keeps of that origin anyway: a route costs no entry of its own. */
export interface Row {
  readonly name: string;
  readonly nextId: number;
  /** The neighbour that delivered the newest rumor; undefined while none did. */
  nextHop: Peer | undefined;
  /** How new that rumor is: twice its id, or one less where it does not use its id up. 0: there is no route. */
  freshness: number;
}

interface Rows {
  find(name: string): Row | undefined;
  toArray(): readonly Row[];
}

interface Neighbours {
  has(peer: Peer): boolean;
}

export interface Route {
  readonly destination: string;
  readonly nextHop: Peer;
  /** Of the rumor that set it. */
  readonly id: number;
}

/**
 * Where packets for a node go next: to the neighbour that delivered its newest rumor (after Perkins and Bhagwat 1994,
 * "Destination-Sequenced Distance-Vector routing", with rumor ids as sequence numbers).
 *
 * Invariant 1: an entry is replaced only by that of a newer rumor.
 * Invariant 2: there is none for one's own name.
 *
 * So there are no loops: a node passes a rumor on only after it has come, and its entry is then at least as new as that rumor. Along a
 * chain of next hops entries thus get newer, or equally new ones were made earlier; neither leads back to the beginning.
 */
export class RoutingTable {
  constructor(
    private readonly context: Context,
    private readonly rows: Rows,
    private readonly neighbours: Neighbours,
  ) {}

  /** A rumor was accepted, or is held until its turn comes. */
  learn(rumor: Rumor, from: Peer): void {
    const row = this.rows.find(rumor.origin);
    if (row !== undefined) this.put(row, rumor, from, 2 * rumor.id);
  }

  /**
   * A reference node's route rumor came, which leaves its id to a text: it is newer than what has the id before, older than that text.
   * Whoever has not got that far does not believe it: ids far ahead cost nothing to claim, and would keep the true route out.
   */
  learnAnnounced(row: Row, rumor: Rumor, from: Peer): void {
    if (rumor.id <= row.nextId) this.put(row, rumor, from, 2 * rumor.id - 1);
  }

  /** Undefined when there is no route: nothing of the destination has come yet, or the neighbour is one no longer. */
  nextHop(destination: string): Peer | undefined {
    const nextHop = this.rows.find(destination)?.nextHop;
    return nextHop !== undefined && this.neighbours.has(nextHop) ? nextHop : undefined;
  }

  /** In order of first appearance. */
  list(): readonly Route[] {
    const routes: Route[] = [];
    for (const { name, nextHop, freshness } of this.rows.toArray())
      if (nextHop !== undefined && this.neighbours.has(nextHop)) routes.push({ destination: name, nextHop, id: Math.ceil(freshness / 2) });
    return routes;
  }

  private put(row: Row, rumor: Rumor, from: Peer, freshness: number): void {
    if (freshness <= row.freshness || row.name === this.context.name) return;
    row.nextHop = from;
    row.freshness = freshness;
    if (this.context.outbox.wants('route')) this.context.outbox.emit({ kind: 'route', rumor, nextHop: from });
  }
}
