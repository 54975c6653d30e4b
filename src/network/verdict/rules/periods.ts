import type { Packet } from '../../../core/packet.js';
import type { Sighting } from '../../sight/witness.js';
import type { Court } from '../court.js';
import type { Rule } from '../rule.js';
import type { Scene } from '../scene.js';

/** Periods of anti-entropy, each as long as may be, in which a node says nothing. */
const SILENT = 5;

/** A1 and A2: a node sends its Status in each period, whatever else it does. */
export class Periods implements Rule {
  /** By node: its last Status, or since when it has been due. */
  private readonly last = new Map<number, { readonly at: number; readonly said: { packet: Packet; sighting: Sighting } | undefined }>();

  constructor(
    private readonly court: Court,
    private readonly scene: Scene,
  ) {}

  left(packet: Packet, sighting: Sighting): void {
    if (packet.kind !== 'status') return;
    if (this.last.has(sighting.from)) this.court.kept('A1');
    this.last.set(sighting.from, { at: sighting.at, said: { packet, sighting } });
  }

  passed(now: number): void {
    for (const node of this.scene.nodes) {
      const { antiEntropy, antiEntropyJitter, gossips } = this.scene.termsOf(node);
      const period = antiEntropy * (1 + antiEntropyJitter);
      const isDue = gossips && period > 0 && this.scene.upFor(node, now) >= 0 && this.scene.neighboursOf(node).size > 0;
      if (!isDue) this.last.delete(node);
      else if (!this.last.has(node)) this.last.set(node, { at: now, said: undefined });
      else this.judge(node, now, SILENT * period);
    }
  }

  disturbed(node: number): void {
    this.last.delete(node);
  }

  reborn(node: number): void {
    this.last.delete(node);
  }

  stoodStill(): void {
    this.last.clear();
  }

  private judge(node: number, now: number, patience: number): void {
    const last = this.last.get(node);
    if (last === undefined || now - last.at < patience) return;
    const what = `sent no Status for ${Math.round(now - last.at)} ms, though it has neighbours`;
    this.court.accuse('A1', node, now, what, last.said === undefined ? [] : [last.said]);
    this.last.delete(node);
  }
}
