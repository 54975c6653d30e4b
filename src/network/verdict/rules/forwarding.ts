import type { Packet } from '../../../core/packet.js';
import type { Sighting } from '../../sight/witness.js';
import type { Court, Exhibit } from '../court.js';
import type { Rule } from '../rule.js';
import type { Scene } from '../scene.js';

/** New rumors that came in quiet and were not passed on, none having been: a node may once have had a reason. */
const KEPT_BACK = 6;

/** ms before and after a rumor in which no other one comes: under load a node may leave a peer to others. */
const QUIET = 30;

interface Trial {
  readonly exhibit: Exhibit;
  readonly node: number;
  readonly key: string;
}

interface Record {
  lastAt: number;
  lastKey: string;
  trial: Trial | undefined;
  passedOn: number;
  keptBack: Exhibit[];
}

/** G3, the second half: a new rumor is sent to one random peer other than the one that it came from. */
export class Forwarding implements Rule {
  private readonly nodes = new Map<number, Record>();

  constructor(
    private readonly court: Court,
    private readonly scene: Scene,
  ) {}

  arrived(packet: Packet, sighting: Sighting): void {
    if (packet.kind !== 'rumor') return;
    const { to, at } = sighting;
    const record = this.of(to);
    const key = `${packet.id} ${packet.origin}`;
    const quiet = key === record.lastKey || at - record.lastAt >= QUIET;
    record.lastAt = at;
    record.lastKey = key;
    if (record.trial !== undefined && record.trial.key !== key && at - record.trial.exhibit.sighting.at < QUIET) record.trial = undefined;
    const ledger = this.scene.ledger(to);
    const isNew = ledger.come(packet.origin, packet.id)?.first === sighting && packet.id === ledger.nextIdSaid(packet.origin);
    if (!quiet || !isNew || packet.text === '' || packet.origin === this.scene.nameOf(to)) return;
    if (!this.hasOthers(to, sighting.from, at) || record.trial !== undefined) return;
    record.trial = { exhibit: { packet, sighting }, node: to, key };
  }

  left(packet: Packet, { from, to, at }: Sighting): void {
    const record = this.nodes.get(from);
    const trial = record?.trial;
    if (record === undefined || trial === undefined || packet.kind !== 'rumor') return;
    if (`${packet.id} ${packet.origin}` !== trial.key) return;
    // What comes back first to where it came from was meant to be the passing on: later it is a matter of coins.
    if (to === trial.exhibit.sighting.from) return this.keepBack(from, record, at);
    record.trial = undefined;
    record.passedOn++;
    this.court.kept('G3');
  }

  passed(now: number): void {
    for (const [node, record] of this.nodes) {
      const { trial } = record;
      if (trial !== undefined && now - trial.exhibit.sighting.at >= this.scene.termsOf(node).ackTimeout) this.keepBack(node, record, now);
    }
  }

  disturbed(node: number): void {
    const record = this.nodes.get(node);
    if (record !== undefined) record.trial = undefined;
  }

  reborn(node: number): void {
    this.nodes.delete(node);
  }

  stoodStill(): void {
    for (const node of this.nodes.keys()) this.disturbed(node);
  }

  private keepBack(node: number, record: Record, now: number): void {
    if (record.trial !== undefined) record.keptBack.push(record.trial.exhibit);
    record.trial = undefined;
    if (record.keptBack.length < KEPT_BACK || record.passedOn > 0) return;
    const what = `passed on none of ${record.keptBack.length} new rumors to another neighbour than the one that each came from`;
    this.court.accuse('G3', node, now, what, record.keptBack);
  }

  /** Whether it has neighbours that it may send to, which have been there for a while. */
  private hasOthers(node: number, from: number, now: number): boolean {
    for (const other of this.scene.neighboursOf(node))
      if (other !== from && this.scene.upFor(other, now) >= this.scene.termsOf(node).ackTimeout) return true;
    return false;
  }

  private of(node: number): Record {
    let record = this.nodes.get(node);
    if (record === undefined)
      this.nodes.set(node, (record = { lastAt: Number.NEGATIVE_INFINITY, lastKey: '', trial: undefined, passedOn: 0, keptBack: [] }));
    return record;
  }
}
