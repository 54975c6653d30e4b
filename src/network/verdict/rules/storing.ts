import type { Packet, Rumor, Status } from '../../../core/packet.js';
import type { Sighting } from '../../sight/witness.js';
import type { Court, Exhibit } from '../court.js';
import { isVector, saysOf } from '../ledger.js';
import type { Rule } from '../rule.js';
import type { Scene } from '../scene.js';

/** So often must it have come, and a Status have denied it afterwards. A Status that was under way already counts for one of them. */
const DENIED = 6;

/** The next rumor of an origin, as it comes again and again. */
interface Again {
  readonly id: number;
  /** By neighbour: it has come from there since the last Status towards it. */
  readonly open: Map<number, Exhibit>;
  denials: number;
  firstAt: number;
  lastAt: number;
  exhibits: Exhibit[];
}

/** G3, the first half: a rumor that is the next of its origin is stored. Whoever stores it names it in the Statuses that follow. */
export class Storing implements Rule {
  private readonly nodes = new Map<number, Map<string, Again>>();

  constructor(
    private readonly court: Court,
    private readonly scene: Scene,
  ) {}

  arrived(packet: Packet, sighting: Sighting): void {
    const { to, from } = sighting;
    if (packet.kind !== 'rumor' || packet.text === '' || packet.origin === this.scene.nameOf(to)) return;
    const ledger = this.scene.ledger(to);
    if (ledger.isIncomplete || packet.id !== ledger.nextIdSaid(packet.origin)) return;
    this.again(packet, to).open.set(from, { packet, sighting });
  }

  left(packet: Packet, sighting: Sighting): void {
    const again = this.nodes.get(sighting.from);
    if (again === undefined || !isVector(packet)) return;
    for (const [origin, one] of again) this.hear(packet, sighting, origin, one);
  }

  disturbed(node: number): void {
    this.nodes.delete(node);
  }

  reborn(node: number): void {
    this.nodes.delete(node);
  }

  stoodStill(): void {
    this.nodes.clear();
  }

  private again({ origin, id }: Rumor, node: number): Again {
    const all = this.nodes.get(node) ?? new Map<string, Again>();
    this.nodes.set(node, all);
    const known = all.get(origin);
    if (known?.id === id) return known;
    const one: Again = {
      id,
      open: new Map(),
      denials: 0,
      firstAt: Number.POSITIVE_INFINITY,
      lastAt: Number.NEGATIVE_INFINITY,
      exhibits: [],
    };
    all.set(origin, one);
    return one;
  }

  private hear(status: Status, sighting: Sighting, origin: string, one: Again): void {
    const { from, to, at, bytes } = sighting;
    const says = saysOf(status, origin, bytes);
    if (says === undefined) return;
    if (says > one.id) {
      this.court.kept('G3');
      return void this.nodes.get(from)?.delete(origin);
    }
    const came = one.open.get(to);
    const patience = this.scene.termsOf(from).ackTimeout / 4;
    if (came === undefined || at - one.lastAt < patience) return;
    one.open.delete(to);
    this.deny(from, origin, one, at, [came, { packet: status, sighting }]);
  }

  private deny(node: number, origin: string, one: Again, at: number, exhibits: readonly Exhibit[]): void {
    one.denials++;
    one.firstAt = Math.min(one.firstAt, at);
    one.lastAt = at;
    one.exhibits = [...one.exhibits.slice(-6), ...exhibits];
    if (one.denials < DENIED || at - one.firstAt < 2 * this.scene.termsOf(node).ackTimeout) return;
    const what = `did not store rumor ${one.id} of ${origin}, the next of its origin, which came ${one.denials} times`;
    this.court.accuse('G3', node, at, what, one.exhibits);
    this.nodes.get(node)?.delete(origin);
  }
}
