import type { Packet } from '../../../core/packet.js';
import type { Sighting } from '../../sight/witness.js';
import type { Court, Exhibit } from '../court.js';
import { isVector } from '../ledger.js';
import type { Rule } from '../rule.js';
import { pair, type Scene } from '../scene.js';

/** ms within which a Status counts as an answer. One of anti-entropy rarely comes so soon by chance. */
const SOON = 30;

/** Idle Statuses so answered, and their share of all that came. */
const ANSWERED = 12;
const SHARE = 0.5;

interface Record {
  /** A Status that shows that the two are in sync, and is not answered yet. */
  open: Exhibit | undefined;
  /** When a rumor last came from there: a Status may acknowledge it. */
  rumorAt: number;
  idle: number;
  answered: Exhibit[];
}

/** G14, in small: a Status of a peer that is in sync is not answered by a Status. Where links lose, no endless exchange comes of it. */
export class IdleAnswers implements Rule {
  /** By the node that may answer, and its neighbour. */
  private readonly links = new Map<number, Record>();

  constructor(
    private readonly court: Court,
    private readonly scene: Scene,
  ) {}

  arrived(packet: Packet, sighting: Sighting): void {
    const record = this.of(pair(sighting.to, sighting.from));
    if (packet.kind === 'rumor') record.rumorAt = sighting.at;
    if (packet.kind === 'rumor') record.open = undefined;
    if (!isVector(packet) || packet.scope.kind !== 'all' || sighting.at - record.rumorAt < SOON) return;
    const { said } = this.scene.ledger(sighting.to);
    const inSync = packet.want.length === said.size && packet.want.every(({ identifier, nextId }) => said.get(identifier) === nextId);
    if (!inSync || record.open !== undefined) return;
    record.idle++;
    record.open = { packet, sighting };
  }

  left(packet: Packet, sighting: Sighting): void {
    const { from, to, at } = sighting;
    const record = this.links.get(pair(from, to));
    if (packet.kind !== 'status' || record?.open === undefined) return;
    const isAnswer = at - record.open.sighting.at <= SOON;
    if (!isAnswer) {
      record.open = undefined;
      return this.court.kept('G14');
    }
    record.answered = [...record.answered, record.open, { packet, sighting }];
    record.open = undefined;
    const times = record.answered.length / 2;
    if (times < ANSWERED || times < SHARE * record.idle) return;
    const what = `answered ${times} of ${record.idle} Statuses of ${this.scene.nameOf(to)} with a Status, though the two were in sync`;
    this.court.accuse('G14', from, at, what, record.answered);
  }

  passed(now: number): void {
    for (const record of this.links.values())
      if (record.open !== undefined && now - record.open.sighting.at > SOON) record.open = undefined;
  }

  disturbed(node: number): void {
    for (const other of this.scene.neighboursOf(node)) {
      this.links.delete(pair(node, other));
      this.links.delete(pair(other, node));
    }
  }

  reborn(node: number): void {
    this.disturbed(node);
  }

  stoodStill(): void {
    for (const record of this.links.values()) record.open = undefined;
  }

  private of(key: number): Record {
    let record = this.links.get(key);
    if (record === undefined) this.links.set(key, (record = { open: undefined, rumorAt: Number.NEGATIVE_INFINITY, idle: 0, answered: [] }));
    return record;
  }
}
