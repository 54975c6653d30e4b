import { toDuration } from '../../../control/durations.js';
import type { NetworkAggregate } from '../../../gen/peerster/v1/network.js';

interface Total {
  packets: number;
  bytes: number;
}

/** What happened in one interval of a network's time. */
export class Sums {
  published = 0;
  deliveries = 0;
  changes = 0;
  lost = 0;
  private readonly byKind = new Map<string, Total>();

  /** ms of the network's time. */
  constructor(
    readonly begin: number,
    readonly end: number,
  ) {}

  packet(kind: string, bytes: number, isLost: boolean): void {
    let total = this.byKind.get(kind);
    if (total === undefined) this.byKind.set(kind, (total = { packets: 0, bytes: 0 }));
    total.packets++;
    total.bytes += bytes;
    if (isLost) this.lost++;
  }

  toMessage(nodesUp: number): NetworkAggregate {
    const packets = [...this.byKind].map(([kind, { packets, bytes }]) => ({
      kind,
      packets: BigInt(packets),
      bytes: BigInt(bytes),
    }));
    return {
      begin: toDuration(this.begin),
      end: toDuration(this.end),
      packets,
      published: BigInt(this.published),
      deliveries: BigInt(this.deliveries),
      changes: BigInt(this.changes),
      nodesUp,
      lost: BigInt(this.lost),
    };
  }
}
