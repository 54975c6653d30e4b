import type { Addressed, Packet } from '../../../core/packet.js';
import type { Sighting } from '../../sight/witness.js';
import type { Court, Exhibit } from '../court.js';
import type { Rule } from '../rule.js';
import type { Scene } from '../scene.js';

/** Packets for others remembered of one node; the oldest go first. */
const MOST_REMEMBERED = 4_096;

/** M2, M3 and M6: hop limits of what is for one node. */
export class Hops implements Rule {
  /** By node: what came, by what it is. */
  private readonly nodes = new Map<number, Map<string, Exhibit[]>>();

  constructor(
    private readonly court: Court,
    private readonly scene: Scene,
  ) {}

  arrived(packet: Packet, sighting: Sighting): void {
    if (!isAddressed(packet)) return;
    const came = this.nodes.get(sighting.to) ?? new Map<string, Exhibit[]>();
    this.nodes.set(sighting.to, came);
    const key = keyOf(packet);
    came.set(key, [...(came.get(key) ?? []).slice(-16), { packet, sighting }]);
    if (came.size > MOST_REMEMBERED) came.delete(came.keys().next().value as string);
  }

  left(packet: Packet, sighting: Sighting): void {
    if (!isAddressed(packet)) return;
    const { from, at } = sighting;
    const name = this.scene.nameOf(from);
    const came = this.nodes.get(from)?.get(keyOf(packet));
    // What comes back to its source, round a loop of routes, is sent on as by any other node.
    if (packet.origin === name && came === undefined) return this.fromSource(packet, sighting);
    if (came === undefined || this.scene.ledger(from).isIncomplete) return;
    const exhibits = [...came, { packet, sighting }];
    if (packet.destination === name) return this.court.accuse('M6', from, at, 'sent on what is for itself', exhibits);
    const hops = came.map((one) => (one.packet as Addressed).hopLimit);
    if (hops.includes(packet.hopLimit + 1)) return this.court.kept('M2');
    const what = `sent on with hop limit ${packet.hopLimit} what came with ${hops.join(', ')}`;
    this.court.accuse(hops.every((hop) => hop === 0) ? 'M3' : 'M2', from, at, what, exhibits);
  }

  reborn(node: number): void {
    this.nodes.delete(node);
  }

  private fromSource(packet: Addressed, sighting: Sighting): void {
    const { from, at } = sighting;
    const { hopLimit } = this.scene.termsOf(from);
    if (packet.hopLimit === hopLimit - 1) return this.court.kept('M2');
    const what = `sent a packet of its own with hop limit ${packet.hopLimit}, not with ${hopLimit - 1}`;
    this.court.accuse('M2', from, at, what, [{ packet, sighting }]);
  }
}

function isAddressed(packet: Packet): packet is Addressed {
  return packet.kind === 'private' || packet.kind === 'dataRequest' || packet.kind === 'dataReply' || packet.kind === 'searchReply';
}

/** What stays the same on its way. */
function keyOf(packet: Addressed): string {
  return `${packet.kind} ${packet.origin} ${packet.destination} ${contentOf(packet)}`;
}

function contentOf(packet: Addressed): string {
  if (packet.kind === 'private') return packet.text;
  if (packet.kind === 'searchReply') return '';
  return packet.hashValue.join();
}
