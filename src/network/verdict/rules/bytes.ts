import type { DropReason } from '../../../core/events.js';
import type { Packet } from '../../../core/packet.js';
import { faultOf } from '../../../core/validity.js';
import type { Sighting } from '../../sight/witness.js';
import type { Court } from '../court.js';
import type { Sentence } from '../sentences.js';

/** A kind that nobody knows here may be another year's. */
const BROKEN: Partial<Record<DropReason, { readonly sentence: Sentence; readonly what: string }>> = {
  malformed: { sentence: 'W12', what: 'sent a datagram that ends too early or holds what cannot be' },
  'not-one-message': { sentence: 'W2', what: 'sent a datagram with no message or with several' },
  oversize: { sentence: 'W17', what: 'sent a datagram longer than UDP allows' },
  'bad-status': { sentence: 'X9', what: 'sent a Status that is a list and a range' },
};

/** What a datagram is, whatever else is known. */
export class Bytes {
  constructor(private readonly court: Court) {}

  left(packet: Packet, sighting: Sighting): void {
    this.court.kept('W2');
    if (faultOf(packet) !== 'bad-name') return;
    this.court.accuse('I1', sighting.from, sighting.at, 'sent a packet with a name that is none', [{ packet, sighting }]);
  }

  unreadableLeft(reason: DropReason, sighting: Sighting): void {
    const broken = BROKEN[reason];
    if (broken !== undefined)
      this.court.accuse(broken.sentence, sighting.from, sighting.at, broken.what, [{ packet: undefined, sighting }]);
  }
}
