import { BOUNDS } from '../../core/bounds.js';
import type { Node } from '../../core/node.js';
import type { Packet } from '../../core/packet.js';
import type { Bundle } from '../../wire/codec.js';
import type { World } from './world.js';

/** What one node was seen to hold. */
interface Seen {
  readonly node: Node;
  /** Of the log: entries looked at. */
  upTo: number;
  version: number;
  readonly nextIds: Map<string, number>;
  /** By origin: the ids of the texts that it accepted. */
  readonly accepted: Map<string, Set<number>>;
}

/**
 * What must hold after every turn of every node:
 *
 * 1. A node accepts the texts of an origin in the order of their ids, each once; a text for which a route rumor had stood may come late.
 * 2. It holds nothing that nobody has published.
 * 3. What its vector tells of an origin never goes back, and it has accepted every text of which the vector tells.
 * 4. Neighbours and origins stay within their bounds.
 * 5. Only the two whom a private message concerns keep it, and it was sent.
 * 6. A packet for one node never has more hops before it than a setting allows.
 *
 * Texts must not be empty. A node that comes back without its memory begins anew.
 */
export class Invariants {
  private readonly seen: (Seen | undefined)[] = [];
  /** By origin: the texts published, and the ids that it used for texts and for route rumors, two lives of it sometimes for both. */
  private readonly published = new Map<string, Set<string>>();
  private readonly issued = new Map<string, Set<number>>();
  private readonly routes = new Map<string, Set<number>>();
  /** By `origin to destination`. */
  private readonly confided = new Map<string, Set<string>>();
  private mostHops = 0;

  /** Must be told of every text before it is published; `destination`: of a private message. */
  publishes(origin: string, text: string, destination?: string): void {
    if (destination === undefined) setOf(this.published, origin).add(text);
    else setOf(this.confided, `${origin} to ${destination}`).add(text);
  }

  /** Must be told of every node's `hopLimit`. */
  allowsHops(limit: number): void {
    this.mostHops = Math.max(this.mostHops, limit);
  }

  /** Throws, with what is wrong, if a packet must not leave like this. */
  checkPacket(node: Node, packet: Packet | Bundle, now: number): void {
    if (!('hopLimit' in packet)) return;
    const { kind, hopLimit } = packet;
    if (!(hopLimit >= 0 && hopLimit < this.mostHops)) fail(node, `sent a packet (${kind}) with ${hopLimit} hops left`, now);
  }

  /** Throws, with what is wrong, at the first turn after which it is. */
  check(world: World, index: number): void {
    const node = world.node(index);
    const seen = this.recall(index, node);
    for (; seen.upTo < node.log.end; seen.upTo++) this.checkEntry(node, seen, seen.upTo, world.now);
    if (node.vectorVersion === seen.version) return;
    seen.version = node.vectorVersion;
    for (const { identifier, nextId } of node.vector()) this.checkNext(node, seen, identifier, nextId, world.now);
    if (seen.nextIds.size > BOUNDS.origins) fail(node, 'knows too many origins', world.now);
    if (node.neighbours.length > Math.max(BOUNDS.configuredPeers, world.size) + BOUNDS.learntPeers)
      fail(node, 'knows too many peers', world.now);
  }

  private recall(index: number, node: Node): Seen {
    const before = this.seen[index];
    if (before?.node === node) return before;
    const seen = { node, upTo: 0, version: 0, nextIds: new Map(), accepted: new Map() };
    this.seen[index] = seen;
    return seen;
  }

  private checkEntry(node: Node, { accepted, nextIds }: Seen, position: number, now: number): void {
    const { kind, origin, id, text, destination } = node.log.at(position);
    if (kind === 'private') this.checkPrivate(node, origin, destination ?? '', text, now);
    if (kind !== 'rumor') return;
    const ids = setOf(accepted, origin);
    if (ids.has(id)) fail(node, `accepted ${origin}:${id} twice`, now);
    if (this.published.get(origin)?.has(text) !== true) fail(node, `holds ${origin}:${id} "${text}", which nobody published`, now);
    ids.add(id);
    if (origin === node.name) setOf(this.issued, origin).add(id);
    for (let earlier = nextIds.get(origin) ?? 1; earlier < id; earlier++) this.checkHeld(node, origin, earlier, ids, now);
  }

  private checkPrivate(node: Node, origin: string, destination: string, text: string, now: number): void {
    if (origin !== node.name && destination !== node.name) fail(node, `keeps a message from ${origin} to ${destination}`, now);
    if (this.confided.get(`${origin} to ${destination}`)?.has(text) === true) return;
    fail(node, `holds "${text}" from ${origin} to ${destination}, which nobody sent`, now);
  }

  private checkNext(node: Node, seen: Seen, origin: string, nextId: number, now: number): void {
    const before = seen.nextIds.get(origin) ?? 1;
    if (nextId < before) fail(node, `told ${nextId} as next of ${origin} after ${before}`, now);
    seen.nextIds.set(origin, nextId);
    for (let id = before; id < nextId; id++) this.checkHeld(node, origin, id, seen.accepted.get(origin), now);
  }

  /** Ids without a text are those of route rumors, which no log has: the origin knows them first. */
  private checkHeld(node: Node, origin: string, id: number, ids: ReadonlySet<number> | undefined, now: number): void {
    if (ids?.has(id) === true) return;
    if (origin === node.name) setOf(this.routes, origin).add(id);
    if (this.routes.get(origin)?.has(id) === true || this.issued.get(origin)?.has(id) !== true) return;
    fail(node, `went past ${origin}:${id} without having accepted it`, now);
  }
}

function setOf<Element>(sets: Map<string, Set<Element>>, key: string): Set<Element> {
  let set = sets.get(key);
  if (set === undefined) sets.set(key, (set = new Set()));
  return set;
}

function fail(node: Node, what: string, now: number): never {
  throw new Error(`at ${now} ms ${node.name} ${what}`);
}
