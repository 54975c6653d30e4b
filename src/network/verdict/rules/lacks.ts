import type { Packet } from '../../../core/packet.js';
import type { Sighting } from '../../sight/witness.js';
import type { Court, Exhibit } from '../court.js';
import { isVector, saysOf } from '../ledger.js';
import type { Rule } from '../rule.js';
import { pair, type Scene } from '../scene.js';

/** Statuses that showed the same lack and drew nothing that the neighbour lacked. */
const ASKED = 6;
/**
 * Acknowledgement timeouts between Statuses that count. A node may leave alone what is on its way to the neighbour until that long after it
 * was sent, and Statuses come in bunches, as the neighbour acknowledges one rumor after another.
 */
const APART = 1.5;

interface Lack {
  readonly node: number;
  readonly neighbour: number;
  readonly origin: string;
  readonly nextId: number;
  readonly since: number;
  /** Those that count. */
  readonly exhibits: Exhibit[];
  last: number;
}

/** G10: a peer that lacks something is sent it. Whatever it lacks will do: a node chooses among the origins. */
export class Lacks implements Rule {
  private readonly links = new Map<number, Lack>();

  constructor(
    private readonly court: Court,
    private readonly scene: Scene,
  ) {}

  arrived(packet: Packet, sighting: Sighting): void {
    if (!isVector(packet)) return;
    const { to, from, at, bytes } = sighting;
    const key = pair(to, from);
    const lack = this.links.get(key);
    if (lack !== undefined && saysOf(packet, lack.origin, bytes) === lack.nextId) return this.again(lack, { packet, sighting });
    if (lack !== undefined && saysOf(packet, lack.origin, bytes) === undefined) return;
    this.links.delete(key);
    if (this.scene.upFor(to, at) < this.scene.termsOf(to).ackTimeout) return;
    const ledger = this.scene.ledger(to);
    for (const [origin, held] of ledger.said) {
      const says = saysOf(packet, origin, bytes);
      if (says === undefined || says >= held || says < 1) continue;
      // A reference node does not keep route rumors, and is not sent them for ever.
      if (packet.route !== undefined && !ledger.isText(origin, says, origin === this.scene.nameOf(to))) continue;
      this.links.set(key, { node: to, neighbour: from, origin, nextId: says, since: at, exhibits: [{ packet, sighting }], last: at });
      return;
    }
  }

  /** Something was sent that the neighbour lacked: it is being served. */
  left(packet: Packet, { from, to }: Sighting): void {
    if (packet.kind !== 'rumor') return;
    const key = pair(from, to);
    if (!this.links.has(key)) return;
    const heard = this.scene.ledger(from).heardFrom(to, packet.origin) ?? 1;
    if (packet.id < heard) return;
    this.links.delete(key);
    this.court.kept('G10');
  }

  disturbed(node: number): void {
    for (const [key, lack] of this.links) if (lack.node === node || lack.neighbour === node) this.links.delete(key);
  }

  reborn(node: number): void {
    this.disturbed(node);
  }

  stoodStill(): void {
    this.links.clear();
  }

  private again(lack: Lack, exhibit: Exhibit): void {
    const { node, neighbour, origin, nextId, since } = lack;
    const { at } = exhibit.sighting;
    const { ackTimeout, antiEntropy } = this.scene.termsOf(node);
    if (at - lack.last < APART * ackTimeout) return;
    lack.exhibits.push(exhibit);
    lack.last = at;
    if (lack.exhibits.length < ASKED || at - since < 3 * Math.max(ackTimeout, antiEntropy)) return;
    const what = `sent ${this.scene.nameOf(neighbour)} nothing of what it lacks, as rumor ${nextId} of ${origin}, for which it asked ${lack.exhibits.length} times`;
    this.court.accuse('G10', node, at, what, lack.exhibits);
    this.links.delete(pair(node, neighbour));
  }
}
