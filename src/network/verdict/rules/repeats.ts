import type { Packet } from '../../../core/packet.js';
import type { Sighting } from '../../sight/witness.js';
import type { Court, Exhibit } from '../court.js';
import type { Rule } from '../rule.js';
import type { Scene } from '../scene.js';

/** Times that a node has sent one rumor before its coins are looked at. */
const SENT = 80;

/** The share of them that went to peers known to hold it. Each follows a coin that fell heads: with fair ones it is not so large in millions of rumors. */
const KNOWING = 0.8;

/** Above this probability a coin that the user has set may fall so by itself. */
const FAIR_COIN = 0.55;

/** Rumors followed at one node; then the count begins anew. */
const MOST_FOLLOWED = 4_096;

interface Record {
  sent: number;
  knowing: number;
  exhibits: Exhibit[];
}

/** G13: each sending of a rumor flips one coin, so that it does not go on and on to peers that have said that they hold it. */
export class Repeats implements Rule {
  private readonly nodes = new Map<number, Map<string, Record>>();

  constructor(
    private readonly court: Court,
    private readonly scene: Scene,
  ) {}

  left(packet: Packet, sighting: Sighting): void {
    const { from, to, at } = sighting;
    // The route rumor of a reference node comes again and again under the id of its next text.
    if (packet.kind !== 'rumor' || packet.text === '' || this.scene.termsOf(from).coin > FAIR_COIN) return;
    const record = this.of(from, `${packet.id} ${packet.origin}`);
    record.sent++;
    const heard = this.scene.ledger(from).heardFrom(to, packet.origin) ?? 1;
    if (heard <= packet.id) return;
    record.knowing++;
    record.exhibits = [...record.exhibits.slice(-3), { packet, sighting }];
    if (record.sent < SENT || record.knowing < KNOWING * record.sent) return this.court.kept('G13');
    const { id, origin } = packet;
    const what = `sent rumor ${id} of ${origin} ${record.sent} times, ${record.knowing} of them to peers that had said that they hold it`;
    this.court.accuse('G13', from, at, what, record.exhibits);
  }

  reborn(node: number): void {
    this.nodes.delete(node);
  }

  private of(node: number, rumor: string): Record {
    let all = this.nodes.get(node);
    if (all === undefined || all.size > MOST_FOLLOWED) this.nodes.set(node, (all = new Map()));
    let record = all.get(rumor);
    if (record === undefined) all.set(rumor, (record = { sent: 0, knowing: 0, exhibits: [] }));
    return record;
  }
}
