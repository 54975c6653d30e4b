import type { DropReason } from '../../core/events.js';
import type { Packet } from '../../core/packet.js';
import { faultOf } from '../../core/validity.js';
import type { NodeChange, Tap } from '../engine/tap.js';
import type { Sighting, Witness } from '../sight/witness.js';
import { Court } from './court.js';
import { isVector } from './ledger.js';
import type { Rule } from './rule.js';
import { Answering } from './rules/answering.js';
import { Budgets } from './rules/budgets.js';
import { Bytes } from './rules/bytes.js';
import { EndlessStatuses } from './rules/endless-statuses.js';
import { FieldOrder } from './rules/field-order.js';
import { Forwarding } from './rules/forwarding.js';
import { Hops } from './rules/hops.js';
import { IdleAnswers } from './rules/idle-answers.js';
import { Lacks } from './rules/lacks.js';
import { OwnRumors } from './rules/own-rumors.js';
import { PassingOn } from './rules/passing-on.js';
import { Periods } from './rules/periods.js';
import { Repeats } from './rules/repeats.js';
import { Storing } from './rules/storing.js';
import { Vectors } from './rules/vectors.js';
import { type Cast, Scene } from './scene.js';

export interface JudgeOptions extends Cast {
  /** Rumors spread by mongering, not by a rule of the user's own. */
  readonly mongers: boolean;
}

/**
 * Holds every node of a network to the sentences of the protocol that its traffic can show to be broken. It is lenient: links lose, machines
 * are slow, and what two readings allow is allowed.
 */
export class Judge implements Witness, Tap {
  readonly court = new Court();
  private readonly scene: Scene;
  /** Of every node. */
  private readonly bytes = new Bytes(this.court);
  private readonly fieldOrder: FieldOrder;
  /** Of those that gossip. */
  private readonly rules: readonly Rule[];

  constructor(options: JudgeOptions) {
    const { court } = this;
    const scene = new Scene(options);
    this.scene = scene;
    this.fieldOrder = new FieldOrder(court, scene);
    const always = [
      new OwnRumors(court, scene),
      new Vectors(court, scene),
      new PassingOn(court, scene),
      new Storing(court, scene),
      new Hops(court, scene),
      new Budgets(court, scene),
    ];
    const mongering = [Answering, Forwarding, Lacks, Repeats, EndlessStatuses, IdleAnswers, Periods];
    this.rules = [...always, ...(options.mongers ? mongering.map((Made) => new Made(court, scene)) : [])];
  }

  left(packet: Packet, sighting: Sighting): void {
    this.bytes.left(packet, sighting);
    this.fieldOrder.left(packet, sighting);
    if (!this.scene.termsOf(sighting.from).gossips) return;
    const ledger = this.scene.ledger(sighting.from);
    if (isVector(packet)) ledger.onSaid(packet);
    if (packet.kind === 'rumor' && packet.origin === this.scene.nameOf(sighting.from)) ledger.onOwn(packet);
    for (const rule of this.rules) rule.left?.(packet, sighting);
  }

  arrived(packet: Packet, sighting: Sighting, isAltered: boolean): void {
    if (!this.scene.termsOf(sighting.to).gossips) return;
    const ledger = this.scene.ledger(sighting.to);
    // What a node makes of a damaged datagram is its own affair, and nobody knows it.
    if (isAltered) ledger.isIncomplete = true;
    if (packet.kind === 'rumor') ledger.onRumor(packet, sighting);
    if (isVector(packet)) ledger.onStatus(packet, sighting);
    // What no node may send is dropped.
    if (!isAltered && faultOf(packet) === undefined) for (const rule of this.rules) rule.arrived?.(packet, sighting);
  }

  unreadableLeft(reason: DropReason, sighting: Sighting): void {
    this.bytes.unreadableLeft(reason, sighting);
  }

  unreadableArrived(_reason: DropReason, { to }: Sighting, isAltered: boolean): void {
    if (isAltered) this.scene.ledger(to).isIncomplete = true;
  }

  node(at: number, node: number, change: NodeChange): void {
    const { scene } = this;
    const isDown = change === 'crashed' || change === 'paused' || change === 'removed';
    scene.setUp(node, isDown ? undefined : at);
    if (change === 'reborn') scene.begin(node);
    for (const rule of this.rules) {
      rule.disturbed?.(node);
      if (change === 'reborn') rule.reborn?.(node);
    }
  }

  link(_at: number, a: number, b: number, isUp: boolean): void {
    this.scene.link(a, b, isUp);
    for (const rule of this.rules) for (const node of [a, b]) rule.disturbed?.(node);
  }

  /** So much time has passed, and everything that was sent before has been seen. */
  passed(now: number): void {
    for (const rule of this.rules) rule.passed?.(now);
  }

  /** The machine stood still: what was due in the meantime may be under way. */
  stoodStill(): void {
    for (const rule of this.rules) rule.stoodStill?.();
  }
}
