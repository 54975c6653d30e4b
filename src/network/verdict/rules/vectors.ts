import type { Packet, Status, Want } from '../../../core/packet.js';
import type { Sighting } from '../../sight/witness.js';
import type { Court } from '../court.js';
import { isVector } from '../ledger.js';
import type { Rule } from '../rule.js';
import type { Scene } from '../scene.js';

/** G2: what a node says that it holds must have come to it. */
export class Vectors implements Rule {
  /** By node and origin: all before have come. */
  private readonly checked = new Map<number, Map<string, number>>();

  constructor(
    private readonly court: Court,
    private readonly scene: Scene,
  ) {}

  left(packet: Packet, sighting: Sighting): void {
    if (!isVector(packet) || this.scene.ledger(sighting.from).isIncomplete) return;
    const checked = this.checked.get(sighting.from) ?? new Map<string, number>();
    this.checked.set(sighting.from, checked);
    for (const want of packet.want) this.check(want, packet, sighting, checked);
  }

  reborn(node: number): void {
    this.checked.delete(node);
  }

  private check({ identifier, nextId }: Want, status: Status, sighting: Sighting, checked: Map<string, number>): void {
    const { from, at } = sighting;
    if (identifier === this.scene.nameOf(from)) return;
    const ledger = this.scene.ledger(from);
    for (let id = checked.get(identifier) ?? 1; id < nextId; id++) {
      if (ledger.come(identifier, id) === undefined) {
        const what = `said that its next id of ${identifier} is ${nextId}, and rumor ${id} never came to it`;
        return this.court.accuse('G2', from, at, what, [{ packet: status, sighting }]);
      }
      checked.set(identifier, id + 1);
    }
    this.court.kept('G2');
  }
}
