import type { Packet, SearchRequest } from '../../../core/packet.js';
import type { Sighting } from '../../sight/witness.js';
import type { Court, Exhibit } from '../court.js';
import type { Rule } from '../rule.js';
import type { Scene } from '../scene.js';

/** Searches remembered of one node; the oldest go first. */
const MOST_REMEMBERED = 1_024;

/** Q3: a request is sent on with less than it came with. */
export class Budgets implements Rule {
  /** By node and search: the request with the largest budget that came. */
  private readonly nodes = new Map<number, Map<string, Exhibit & { readonly packet: SearchRequest }>>();

  constructor(
    private readonly court: Court,
    private readonly scene: Scene,
  ) {}

  arrived(packet: Packet, sighting: Sighting): void {
    if (packet.kind !== 'searchRequest') return;
    const came = this.nodes.get(sighting.to) ?? new Map<string, Exhibit & { readonly packet: SearchRequest }>();
    this.nodes.set(sighting.to, came);
    const key = keyOf(packet);
    if ((came.get(key)?.packet.budget ?? 0) < packet.budget) came.set(key, { packet, sighting });
    if (came.size > MOST_REMEMBERED) came.delete(came.keys().next().value as string);
  }

  left(packet: Packet, sighting: Sighting): void {
    const { from, at } = sighting;
    if (packet.kind !== 'searchRequest' || packet.origin === this.scene.nameOf(from)) return;
    const came = this.nodes.get(from)?.get(keyOf(packet));
    if (came === undefined || this.scene.ledger(from).isIncomplete) return;
    if (packet.budget < came.packet.budget) return this.court.kept('Q3');
    const what = `sent on with budget ${packet.budget} a search request that came with ${came.packet.budget}`;
    this.court.accuse('Q3', from, at, what, [came, { packet, sighting }]);
  }

  reborn(node: number): void {
    this.nodes.delete(node);
  }
}

function keyOf({ origin, keywords }: SearchRequest): string {
  return `${origin} ${keywords.join()}`;
}
