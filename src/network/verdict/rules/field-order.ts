import type { Packet } from '../../../core/packet.js';
import { FIELD_OF } from '../../../wire/codec.js';
import { explain, type ExplainedField } from '../../../wire/explain.js';
import type { Sighting } from '../../sight/witness.js';
import type { Court } from '../court.js';
import type { Scene } from '../scene.js';

/** Datagrams of each kind of each node that are taken apart: how a node writes does not change. */
const LOOKED_AT = 20;

/** W5: fields are in ascending order of their numbers, or the codec of Go nodes drops them. */
export class FieldOrder {
  private readonly seen = new Map<string, number>();

  constructor(
    private readonly court: Court,
    private readonly scene: Scene,
  ) {}

  left(packet: Packet, sighting: Sighting): void {
    // A rumor is relayed as it came, whoever wrote it.
    if (packet.kind === 'rumor' && packet.origin !== this.scene.nameOf(sighting.from)) return;
    const key = `${packet.kind} ${sighting.from}`;
    const seen = this.seen.get(key) ?? 0;
    if (seen >= LOOKED_AT) return;
    this.seen.set(key, seen + 1);
    const { fields } = explain(sighting.bytes, 'course');
    // Beside an own rumor a bundle may have others.
    if (fields[0]?.number === FIELD_OF.bundle) return;
    if (areInOrder(fields)) return this.court.kept('W5');
    this.court.accuse('W5', sighting.from, sighting.at, 'wrote a field after one of a higher number', [{ packet, sighting }]);
  }
}

function areInOrder(fields: readonly ExplainedField[]): boolean {
  return fields.every(
    ({ number, value }, at) => number >= (fields[at - 1]?.number ?? 0) && (!('fields' in value) || areInOrder(value.fields)),
  );
}
