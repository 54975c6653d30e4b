import type { Node } from '../../core/node.js';
import type { Wires } from './wires.js';
import type { World } from './world.js';

type Change = (node: Node) => void;

interface Onlooker {
  linked(a: number, b: number, isUp: boolean): void;
}

/** Keeps wires and what nodes know of one another in step. Nodes that are not up are told when they are again. */
export class Neighbourhood {
  private readonly untold = new Map<number, Change[]>();

  constructor(
    private readonly wires: Wires,
    private readonly world: World,
    private readonly onlooker: Onlooker,
  ) {}

  /** Of two that are not linked. */
  link(a: number, b: number): void {
    this.lay(a, b);
    this.tell(a, (node) => void node.addPeer(this.world.peer(b)));
    this.tell(b, (node) => void node.addPeer(this.world.peer(a)));
  }

  /** Of two that are linked. */
  unlink(a: number, b: number): void {
    this.cut(a, b);
    this.tell(a, (node) => void node.removePeer(this.world.peer(b)));
    this.tell(b, (node) => void node.removePeer(this.world.peer(a)));
  }

  /** A node is up again with what it held. */
  catchUp(node: number): void {
    const changes = this.untold.get(node) ?? [];
    this.untold.delete(node);
    for (const change of changes) this.world.act(node, change);
  }

  /** A node is new: it begins with the neighbours of now. */
  forget(node: number): void {
    this.untold.delete(node);
  }

  /** A node has changed its peers by itself: whom it added gets a wire, and a wire goes that no end knows of any more. */
  follow(node: number): void {
    const known = new Set(Array.from(this.world.node(node).neighbours, ({ port }) => port));
    for (const other of [...this.wires.of(node)]) if (!known.delete(other) && !this.knows(other, node)) this.cut(node, other);
    for (const other of known) this.lay(node, other);
  }

  private knows(node: number, other: number): boolean {
    return this.world.node(node).neighbours.indexOf(this.world.peer(other)) >= 0;
  }

  private lay(a: number, b: number): void {
    this.wires.lay(a, b);
    this.onlooker.linked(a, b, true);
  }

  private cut(a: number, b: number): void {
    this.wires.cut(a, b);
    this.onlooker.linked(a, b, false);
  }

  private tell(node: number, change: Change): void {
    if (this.world.isNodeUp(node)) return this.world.act(node, change);
    const changes = this.untold.get(node);
    if (changes === undefined) this.untold.set(node, [change]);
    else changes.push(change);
  }
}
