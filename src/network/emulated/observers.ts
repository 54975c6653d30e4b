import type { EventKind, NodeEvent } from '../../core/events.js';
import type { Packet } from '../../core/packet.js';
import type { Settings } from '../../core/settings.js';
import type { Bundle } from '../../wire/codec.js';
import { COUNTED_AS } from '../../wire/counters.js';
import type { NodeChange } from '../engine/tap.js';
import { Taps } from '../engine/taps.js';
import { Accepted } from './accepted.js';
import type { Parcel } from './carrier.js';
import type { Controls } from './controls.js';
import type { Digest } from './digest.js';
import type { Invariants } from './invariants.js';
import { kindOf, type Tallies } from './tallies.js';
import type { World } from './world.js';
import type { Watcher } from './world-options.js';

/** Whoever looks at a network: taps, the nodes that are served, counters, and the invariants if they are to be checked. */
export class Observers implements Watcher {
  readonly taps = new Taps(() => this.look());
  private world: World | undefined;
  private kinds: ReadonlySet<EventKind> = new Set();
  private wantsPackets = false;
  private acceptances: Accepted | undefined;

  /** `onMissed`: a parcel came to a node that is not up. */
  constructor(
    private readonly tallies: Tallies,
    private readonly controls: Controls,
    private readonly invariants: Invariants | undefined,
    private readonly digest: Digest | undefined,
    private readonly onMissed: (node: number, from: number, parcel: Parcel) => void,
  ) {}

  /** To be called once the world is there, which watches its first turns already. */
  watch(world: World): void {
    this.world = world;
  }

  onBirth({ hopLimit }: Settings): void {
    this.invariants?.allowsHops(hopLimit);
  }

  onReborn(node: number): void {
    this.acceptances?.onReborn(node);
    this.tallies.forget(node);
  }

  changed(node: number, change: NodeChange): void {
    const { now } = this.world as World;
    this.digest?.note(now, `${change} ${node}`);
    this.taps.node(now, node, change);
  }

  linked(a: number, b: number, isUp: boolean): void {
    const { now } = this.world as World;
    this.digest?.note(now, `${isUp ? 'link' : 'unlink'} ${a} ${b}`);
    this.taps.link(now, a, b, isUp);
  }

  accepted(node: number): void {
    this.acceptances?.note(node);
  }

  wants(kind: EventKind, node: number): boolean {
    if (this.kinds.has(kind)) return true;
    if (kind === 'client' && this.invariants !== undefined) return true;
    if (kind === 'dropped' && this.tallies.areOn) return true;
    return this.controls.wants(kind, node);
  }

  event(node: number, event: NodeEvent): void {
    const world = this.world as World;
    this.tallies.event(node, event);
    if (event.kind === 'client') this.invariants?.publishes(world.node(node).name, event.text, event.destination);
    if (this.kinds.has(event.kind)) this.taps.event(world.now, node, event);
    this.controls.emit(node, event);
  }

  turned(node: number): void {
    if (this.world !== undefined) this.invariants?.check(this.world, node);
    this.controls.turned(node);
  }

  departed(from: number, parcel: Parcel, bytes: number): void {
    if (this.tallies.areOn) this.tallies.out(from, parcel, bytes);
    const { world, invariants } = this;
    if (invariants !== undefined && world !== undefined) invariants.checkPacket(world.node(from), parcel as Packet | Bundle, world.now);
  }

  sent(from: number, to: number, parcel: Parcel, bytes: number, delay: number): void {
    if (this.wantsPackets) this.taps.packet((this.world as World).now, from, to, COUNTED_AS[kindOf(parcel)], bytes, delay);
  }

  received(node: number, parcel: Parcel): void {
    if (this.tallies.areOn) this.tallies.in(node, parcel);
  }

  missed(node: number, from: number, parcel: Parcel): void {
    this.onMissed(node, from, parcel);
  }

  /** What the taps want now. */
  private look(): void {
    const { taps } = this;
    this.kinds = taps.wanted();
    this.wantsPackets = taps.wantsPackets;
    if (!taps.wantsAccepted) this.acceptances = undefined;
    else this.acceptances ??= this.makeAcceptances(this.world as World);
  }

  private makeAcceptances(world: World): Accepted {
    return new Accepted(world, (node, origin, id, from) => this.taps.accepted(world.now, node, origin, id, from));
  }
}
