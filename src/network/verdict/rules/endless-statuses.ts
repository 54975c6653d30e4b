import type { Packet, Want } from '../../../core/packet.js';
import type { Sighting } from '../../sight/witness.js';
import type { Court, Exhibit } from '../court.js';
import { isVector } from '../ledger.js';
import type { Rule } from '../rule.js';
import { pair, type Scene } from '../scene.js';

/** Statuses to one neighbour in a second in which nothing changed. A node may tell what it lacks ten times. */
const ENDLESS = 100;
const WINDOW = 1_000;

interface Stretch {
  readonly began: number;
  /** What was said. */
  readonly said: readonly Want[];
  statuses: number;
  exhibits: Exhibit[];
}

/** G14: two nodes come to an end. What a node says again and again, though no rumor comes, must not answer each Status. */
export class EndlessStatuses implements Rule {
  private readonly links = new Map<number, Stretch>();

  constructor(
    private readonly court: Court,
    private readonly scene: Scene,
  ) {}

  left(packet: Packet, sighting: Sighting): void {
    if (!isVector(packet) || packet.scope.kind !== 'all') return;
    const { from, to, at } = sighting;
    const key = pair(from, to);
    const said = packet.want;
    const stretch = this.links.get(key);
    if (stretch === undefined || !areSame(stretch.said, said) || at - stretch.began > WINDOW)
      return void this.links.set(key, { began: at, said, statuses: 1, exhibits: [{ packet, sighting }] });
    this.court.kept('G14');
    stretch.exhibits = [...stretch.exhibits.slice(-3), { packet, sighting }];
    if (++stretch.statuses !== ENDLESS) return;
    const what = `said the same to ${this.scene.nameOf(to)} ${ENDLESS} times within ${Math.round(at - stretch.began)} ms`;
    this.court.accuse('G14', from, at, what, stretch.exhibits);
  }

  /** A rumor is to be acknowledged, and whoever says something new may be told again. */
  arrived(packet: Packet, { from, to }: Sighting): void {
    if (packet.kind === 'rumor') this.links.delete(pair(to, from));
  }

  reborn(node: number): void {
    this.disturbed(node);
  }

  disturbed(node: number): void {
    for (const other of this.scene.neighboursOf(node)) this.links.delete(pair(node, other));
  }

  /** What waited comes all at once. */
  stoodStill(): void {
    this.links.clear();
  }
}

function areSame(one: readonly Want[], other: readonly Want[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ identifier, nextId }, at) => identifier === other[at]?.identifier && nextId === other[at]?.nextId)
  );
}
