import type { Packet, Rumor } from '../../../core/packet.js';
import { isVector, saysOf } from '../ledger.js';
import type { Sighting } from '../../sight/witness.js';
import type { Court, Exhibit } from '../court.js';
import type { Rule } from '../rule.js';
import type { Scene } from '../scene.js';

/** Times that neighbours have asked for an own rumor in vain, so many later ones having been sent. */
const ASKED = 6;

interface Own {
  readonly sent: Map<number, Exhibit>;
  /** The first id that has not been sent, how often a neighbour asked for it, and what shows that. */
  missing: number;
  asked: number;
  sentSince: number;
  exhibits: Exhibit[];
}

/** G1 and I6: the ids and texts of a node's own rumors. */
export class OwnRumors implements Rule {
  private readonly nodes = new Map<number, Own>();

  constructor(
    private readonly court: Court,
    private readonly scene: Scene,
  ) {}

  left(packet: Packet, sighting: Sighting): void {
    if (packet.kind !== 'rumor' || packet.origin !== this.scene.nameOf(sighting.from)) return;
    const exhibit = { packet, sighting };
    if (packet.id === 0) return this.court.accuse('G1', sighting.from, sighting.at, 'sent a rumor of its own with id 0', [exhibit]);
    this.note(packet, sighting, exhibit);
  }

  /** A neighbour says which of the node's rumors it lacks. */
  arrived(packet: Packet, sighting: Sighting): void {
    const { to, bytes, at } = sighting;
    const own = this.nodes.get(to);
    if (own === undefined || !isVector(packet) || own.sent.size === 0) return;
    if (saysOf(packet, this.scene.nameOf(to), bytes) !== own.missing || !this.claims(to, own.missing)) return;
    own.asked++;
    own.exhibits.push({ packet, sighting });
    if (own.asked >= ASKED && own.sentSince >= ASKED) this.skipped(to, at, own);
  }

  disturbed(node: number): void {
    const own = this.nodes.get(node);
    if (own !== undefined) clear(own, own.missing);
  }

  reborn(node: number): void {
    this.nodes.delete(node);
  }

  stoodStill(): void {
    for (const node of this.nodes.keys()) this.disturbed(node);
  }

  private note(rumor: Rumor, sighting: Sighting, exhibit: Exhibit): void {
    const { from, at } = sighting;
    const own = this.nodes.get(from) ?? { sent: new Map<number, Exhibit>(), missing: 1, asked: 0, sentSince: 0, exhibits: [] };
    this.nodes.set(from, own);
    const before = own.sent.get(rumor.id);
    if (before === undefined) this.first(own, rumor.id, exhibit);
    else if (!isSame(before.packet as Rumor, rumor)) this.court.accuse('I6', from, at, 'sent two texts under one id', [before, exhibit]);
    else this.court.kept('I6');
    while (own.sent.has(own.missing)) clear(own, own.missing + 1);
    if (rumor.id > own.missing) own.sentSince++;
  }

  private first(own: Own, id: number, exhibit: Exhibit): void {
    own.sent.set(id, exhibit);
    this.court.kept('G1');
  }

  /** Whether it says that it holds it, and did not get it from others, as one of a former life. */
  private claims(node: number, id: number): boolean {
    const [name, ledger] = [this.scene.nameOf(node), this.scene.ledger(node)];
    return ledger.nextIdSaid(name) > id && ledger.come(name, id) === undefined;
  }

  private skipped(node: number, at: number, own: Own): void {
    const what = `sent rumors of its own above ${own.missing}, and never that one, for which neighbours asked ${own.asked} times`;
    this.court.accuse('G1', node, at, what, [...own.sent.values()].slice(-2).concat(own.exhibits.slice(-2)));
    clear(own, own.missing);
  }
}

function clear(own: Own, missing: number): void {
  own.missing = missing;
  own.asked = 0;
  own.sentSince = 0;
  own.exhibits = [];
}

/** The route rumor of a reference node has the id of a text that comes later. */
function isSame(one: Rumor, other: Rumor): boolean {
  return one.text === other.text || one.text === '' || other.text === '';
}
