import { BOUNDS } from '../../core/bounds.js';
import type { Node } from '../../core/node.js';
import type { World } from './world.js';

/** What one node was seen to hold. */
interface Seen {
  readonly node: Node;
  /** Of the log: entries looked at. */
  upTo: number;
  version: number;
  readonly nextIds: Map<string, number>;
}

/**
 * What must hold after every turn of every node:
 *
 * 1. A node accepts the rumors of an origin in the order of their ids, each once.
 * 2. It holds nothing that nobody has published.
 * 3. What its vector tells of an origin never goes back, and agrees with what it accepted.
 * 4. Neighbours and origins stay within their bounds.
 *
 * Texts must not be empty. A node that comes back without its memory begins anew.
 */
export class Invariants {
  private readonly seen: (Seen | undefined)[] = [];
  /** By origin. */
  private readonly published = new Map<string, Set<string>>();

  /** Must be told of every text before it is published. */
  publishes(origin: string, text: string): void {
    const texts = this.published.get(origin) ?? new Set();
    this.published.set(origin, texts.add(text));
  }

  /** Throws, with what is wrong, at the first turn after which it is. */
  check(world: World, index: number): void {
    const node = world.node(index);
    const seen = this.recall(index, node);
    if (node.vectorVersion === seen.version) return;
    seen.version = node.vectorVersion;
    const accepted = new Map(seen.nextIds);
    for (; seen.upTo < node.log.end; seen.upTo++) this.checkEntry(node, seen.upTo, accepted, world.now);
    for (const { identifier, nextId } of node.vector()) this.checkNext(node, seen, identifier, nextId, world.now);
    for (const [origin, nextId] of accepted) if (seen.nextIds.get(origin) !== nextId) fail(node, `lost track of ${origin}`, world.now);
    if (seen.nextIds.size > BOUNDS.origins) fail(node, 'knows too many origins', world.now);
    if (node.neighbours.length > BOUNDS.configuredPeers + BOUNDS.learntPeers) fail(node, 'knows too many peers', world.now);
  }

  private recall(index: number, node: Node): Seen {
    let seen = this.seen[index];
    if (seen?.node !== node) seen = { node, upTo: 0, version: 0, nextIds: new Map() };
    this.seen[index] = seen;
    return seen;
  }

  private checkEntry(node: Node, position: number, accepted: Map<string, number>, now: number): void {
    const { kind, origin, id, text } = node.log.at(position);
    if (kind !== 'rumor') return;
    const due = accepted.get(origin) ?? 1;
    if (id !== due) fail(node, `accepted ${origin}:${id} when ${due} was next`, now);
    if (this.published.get(origin)?.has(text) !== true) fail(node, `holds ${origin}:${id} "${text}", which nobody published`, now);
    accepted.set(origin, due + 1);
  }

  private checkNext(node: Node, seen: Seen, origin: string, nextId: number, now: number): void {
    const before = seen.nextIds.get(origin) ?? 1;
    if (nextId < before) fail(node, `told ${nextId} as next of ${origin} after ${before}`, now);
    seen.nextIds.set(origin, nextId);
  }
}

function fail(node: Node, what: string, now: number): never {
  throw new Error(`at ${now} ms ${node.name} ${what}`);
}
