import type { Peer } from '../../core/context.js';
import { PeersterError } from '../../core/errors.js';
import type { Node } from '../../core/node.js';
import type { Want } from '../../core/packet.js';
import type { Census } from '../engine/census.js';
import type { Engine, Memory, Neighbours, NodeSpec, NodeState } from '../engine/engine.js';
import { EVENT_LOOP } from '../engine/event-loop.js';
import type { NodeChange, Tap } from '../engine/tap.js';
import { atOnce, type Pieces } from '../pieces/pieces.js';
import type { Birth } from './carrier.js';
import { Controls } from './controls.js';
import { Doorstep } from './doorstep.js';
import type { EmulatedOptions } from './emulated-options.js';
import { Invariants } from './invariants.js';
import { Neighbourhood } from './neighbourhood.js';
import { Observers } from './observers.js';
import { Roster } from './roster.js';
import { Tallies } from './tallies.js';
import type { MemoryFiles } from './memory-files.js';
import { settleAll } from './open-world.js';
import type { Surroundings, VirtualNode } from './virtual-node.js';
import { VirtualTime } from './virtual-time.js';
import { Ways } from './ways.js';
import { Wires } from './wires.js';
import { World } from './world.js';

/**
 * A network of nodes in virtual time. The same options and the same commands at the same times give the same run. Commands are done when
 * they return.
 *
 * A node's address is `virtual:NUMBER`, and its name is one too. A paused node's arrivals wait, up to as many as a socket's buffer holds.
 * A node that is made another's peer over its API gets a link to it, and a link goes when neither end knows the other any more.
 */
export class EmulatedNetwork implements Engine, Surroundings {
  readonly kind = 'emulated';
  readonly seed: number;
  readonly time: VirtualTime;
  private readonly roster: Roster;
  private readonly wires: Wires;
  private readonly world: World;
  private readonly observers: Observers;
  private readonly neighbourhood: Neighbourhood;
  private readonly doorstep = new Doorstep();
  private readonly controls: Controls;

  static open(options: EmulatedOptions): EmulatedNetwork {
    return atOnce(EmulatedNetwork.inPieces(options));
  }

  /** Throws NAME_TAKEN, INVALID_NAME, INVALID_SETTING. */
  static *inPieces(options: EmulatedOptions): Pieces<EmulatedNetwork> {
    const network = new EmulatedNetwork(options);
    yield* network.roster.fill(options.nodes);
    yield* settleAll(network.world);
    network.observers.watch(network.world);
    return network;
  }

  private constructor(private readonly options: EmulatedOptions) {
    const { seed, settings, audit, behaviour, nodes } = options;
    this.seed = seed;
    this.roster = new Roster(settings);
    this.wires = new Wires(options.links);
    const tallies = new Tallies(nodes.length);
    const invariants = audit?.invariants === true ? new Invariants() : undefined;
    this.controls = new Controls(seed, this.roster, this, (node) => tallies.of(node));
    this.observers = new Observers(tallies, this.controls, invariants, audit?.digest, (node, from, parcel) => {
      if (this.roster.state(node) === 'paused') this.doorstep.put(node, from, parcel);
    });
    const ways = new Ways(this.wires, behaviour);
    this.world = new World({
      links: this.wires,
      seed,
      settings,
      rule: ways.decide,
      copies: ways.copies,
      passage: ways,
      birth: (index) => this.birth(index),
      watcher: this.observers,
      ...(audit?.digest === undefined ? {} : { digest: audit.digest }),
      ...(options.rule === undefined ? {} : { dissemination: options.rule.make }),
    });
    this.neighbourhood = new Neighbourhood(this.wires, this.world, this.observers);
    this.time = new VirtualTime(this.world, options.loop ?? EVENT_LOOP, () => this.controls.endAll());
  }

  get names(): readonly string[] {
    return this.roster.names;
  }

  /** Deliveries and wake-ups so far. */
  get events(): number {
    return this.world.events;
  }

  find(name: string): number | undefined {
    return this.roster.find(name);
  }

  state(node: number): NodeState {
    return this.roster.state(node);
  }

  async add(spec: NodeSpec): Promise<number> {
    const node = this.roster.add(spec);
    this.wires.addNode();
    this.controls.onBorn(node, this.time.now);
    this.world.add();
    this.changed(node, 'added');
    return node;
  }

  async remove(node: number): Promise<void> {
    this.roster.change(node, ['up', 'paused', 'down'], 'gone');
    this.halt(node);
    for (const other of [...this.wires.of(node)]) this.neighbourhood.unlink(node, other);
    this.changed(node, 'removed');
  }

  async crash(node: number): Promise<void> {
    this.shutDown(node);
  }

  async restart(node: number, memory: Memory): Promise<void> {
    this.roster.change(node, ['down'], 'up');
    this.controls.onUp(node);
    if (memory === 'lost') this.beginAnew(node);
    this.wake(node, memory, memory === 'kept' ? 'restarted' : 'reborn');
  }

  async pause(node: number): Promise<void> {
    this.roster.change(node, ['up'], 'paused');
    this.world.down(node);
    this.changed(node, 'paused');
  }

  async resume(node: number): Promise<void> {
    this.roster.change(node, ['paused'], 'up');
    this.wake(node, 'kept', 'resumed');
    for (const { from, parcel } of this.doorstep.take(node)) this.world.deliver(node, from, parcel);
  }

  async link(a: number, b: number): Promise<void> {
    this.checkLink(a, b, false);
    this.neighbourhood.link(a, b);
    this.time.go();
  }

  async unlink(a: number, b: number): Promise<void> {
    this.checkLink(a, b, true);
    this.neighbourhood.unlink(a, b);
  }

  areLinked(a: number, b: number): boolean {
    return this.wires.has(a, b);
  }

  neighbours(node: number): Neighbours {
    return this.wires.of(node);
  }

  get census(): Census {
    const { roster, wires } = this;
    return { nodes: roster.names.length - roster.count('gone'), up: roster.count('up'), links: wires.count };
  }

  async publish(node: number, text: string): Promise<number> {
    this.roster.check(node, ['up']);
    const control = this.control(node);
    if (!this.node(node).settled) await control.settled();
    return control.command((at) => at.publish(text)).entry.id;
  }

  vector(node: number): readonly Want[] {
    return this.world.node(node).vector();
  }

  nextId(node: number, origin: string): number {
    return this.world.node(node).nextId(origin);
  }

  /** Of a node that is down or gone: one that is closing, over which the node's last state can still be read. */
  control(node: number): VirtualNode {
    return this.controls.of(node);
  }

  uiAddress(): undefined {
    return undefined;
  }

  gossipAddress(): undefined {
    return undefined;
  }

  printed(): undefined {
    return undefined;
  }

  nodeOf(peer: Peer): number | undefined {
    return this.names[peer.port] !== undefined && this.world.peer(peer.port) === peer ? peer.port : undefined;
  }

  tap(tap: Tap): () => void {
    return this.observers.taps.add(tap);
  }

  async close(): Promise<void> {
    this.time.stop(new PeersterError('CLOSED', 'the network is closed'));
    this.controls.endAll();
  }

  node(index: number): Node {
    return this.world.node(index);
  }

  act<T>(index: number, command: (node: Node) => T): T {
    this.roster.check(index, ['up']);
    const { length } = this.node(index).neighbours;
    try {
      return this.world.act(index, command);
    } finally {
      if (this.node(index).neighbours.length !== length) this.neighbourhood.follow(index);
      this.time.go();
    }
  }

  resolve(address: string): Peer {
    const node = this.find(address) ?? Number(/^virtual:(\d+)$/.exec(address)?.[1] ?? -1);
    if (this.names[node] !== undefined) return this.world.peer(node);
    throw new PeersterError('INVALID_ADDRESS', `"${address}" is no node of this network; write a node's name or virtual:NUMBER`);
  }

  shutDown(node: number): void {
    this.roster.change(node, ['up', 'paused'], 'down');
    this.halt(node);
    this.changed(node, 'crashed');
  }

  disk(node: number): MemoryFiles | undefined {
    return this.world.disks.of(node);
  }

  private halt(node: number): void {
    this.world.down(node);
    this.doorstep.take(node);
    this.controls.onDown(node);
  }

  private beginAnew(node: number): void {
    this.controls.onReborn(node, this.time.now);
    this.neighbourhood.forget(node);
    this.observers.onReborn(node);
  }

  private wake(node: number, memory: Memory, change: NodeChange): void {
    this.world.up(node, memory);
    this.neighbourhood.catchUp(node);
    this.changed(node, change);
  }

  private changed(node: number, change: NodeChange): void {
    this.observers.changed(node, change);
    this.time.go();
  }

  private checkLink(a: number, b: number, isThere: boolean): void {
    for (const node of [a, b]) this.roster.check(node, ['up', 'paused', 'down']);
    if (a !== b && this.areLinked(a, b) === isThere) return;
    throw new PeersterError('WRONG_STATE', `${this.names[a]} and ${this.names[b]} are ${isThere ? 'not linked' : 'linked already'}`);
  }

  private birth(index: number): Partial<Birth> {
    const { name, simple } = this.roster.spec(index);
    const isSelf = (peer: Peer): boolean => peer.port === index;
    const settings = this.roster.settings(index);
    this.observers.onBirth(settings);
    return { name, settings, simple: simple ?? false, address: `virtual:${index}`, isSelf };
  }
}
