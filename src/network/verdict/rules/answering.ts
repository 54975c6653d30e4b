import type { Packet } from '../../../core/packet.js';
import type { Sighting } from '../../sight/witness.js';
import type { Court, Exhibit } from '../court.js';
import type { Rule } from '../rule.js';
import { pair, type Scene } from '../scene.js';

/** Rumors without an answer, and their share of all that were followed: some Statuses go to the sender by chance. */
const UNANSWERED = 6;
const SHARE = 1 / 3;

interface Record {
  /** A rumor that came and is not answered yet. */
  open: Exhibit | undefined;
  answered: number;
  unanswered: Exhibit[];
}

/**
 * G5: a rumor is answered with a Status to its sender. In time is half of the timeout after which the sender would give up; what comes
 * within the timeout counts neither way.
 */
export class Answering implements Rule {
  /** By the node that is to answer, and its neighbour. */
  private readonly links = new Map<number, Record & { readonly node: number; readonly neighbour: number }>();

  constructor(
    private readonly court: Court,
    private readonly scene: Scene,
  ) {}

  arrived(packet: Packet, sighting: Sighting): void {
    if (packet.kind !== 'rumor') return;
    const { to, from, at } = sighting;
    if (this.scene.upFor(to, at) < this.scene.termsOf(to).ackTimeout) return;
    const key = pair(to, from);
    let record = this.links.get(key);
    if (record === undefined) {
      record = { open: undefined, answered: 0, unanswered: [], node: to, neighbour: from };
      this.links.set(key, record);
    }
    record.open ??= { packet, sighting };
  }

  left(packet: Packet, { from, to, at }: Sighting): void {
    if (packet.kind !== 'status') return;
    const record = this.links.get(pair(from, to));
    if (record?.open === undefined) return;
    if (at - record.open.sighting.at <= this.scene.termsOf(from).ackTimeout / 2) {
      record.answered++;
      this.court.kept('G5');
    }
    record.open = undefined;
  }

  passed(now: number): void {
    for (const record of this.links.values()) {
      const { open, node } = record;
      if (open === undefined || now - open.sighting.at <= this.scene.termsOf(node).ackTimeout) continue;
      record.open = undefined;
      record.unanswered.push(open);
      this.judge(record, now);
    }
  }

  disturbed(node: number): void {
    for (const record of this.links.values()) if (record.node === node || record.neighbour === node) record.open = undefined;
  }

  reborn(node: number): void {
    for (const [key, record] of this.links) if (record.node === node) this.links.delete(key);
  }

  stoodStill(): void {
    for (const record of this.links.values()) record.open = undefined;
  }

  private judge({ node, neighbour, answered, unanswered }: Record & { node: number; neighbour: number }, now: number): void {
    const missed = unanswered.length;
    if (missed < UNANSWERED || missed < SHARE * (missed + answered)) return;
    const within = this.scene.termsOf(node).ackTimeout;
    const what = `answered ${missed} rumors of ${this.scene.nameOf(neighbour)} with no Status within ${within} ms, and ${answered} in time`;
    this.court.accuse('G5', node, now, what, unanswered);
  }
}
