import type { Packet } from '../../../core/packet.js';
import type { Sighting } from '../../sight/witness.js';
import type { Court } from '../court.js';
import type { Rule } from '../rule.js';
import type { Scene } from '../scene.js';

/** R6 and I6: what a node passes on must have come to it, with that text. */
export class PassingOn implements Rule {
  constructor(
    private readonly court: Court,
    private readonly scene: Scene,
  ) {}

  left(packet: Packet, sighting: Sighting): void {
    const { from, at } = sighting;
    const ledger = this.scene.ledger(from);
    if (packet.kind !== 'rumor' || packet.origin === this.scene.nameOf(from) || ledger.isIncomplete) return;
    const exhibit = { packet, sighting };
    const come = ledger.come(packet.origin, packet.id);
    if (come === undefined) {
      const what = `sent rumor ${packet.id} of ${packet.origin}, which never came to it`;
      return this.court.accuse('R6', from, at, what, [exhibit]);
    }
    this.court.kept('R6');
    const known = [come.rumor, ...come.others];
    if (known.some(({ text }) => text === packet.text)) return this.court.kept('I6');
    const what = `sent rumor ${packet.id} of ${packet.origin} with another text than it came with`;
    this.court.accuse('I6', from, at, what, [{ packet: come.rumor, sighting: come.first }, exhibit]);
  }
}
