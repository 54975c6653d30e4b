import { BOUNDS } from '../bounds.js';
import type { Context, Peer } from '../context.js';
import type { DropReason } from '../events.js';
import { type DataRequest, dataReply } from '../packet.js';
import type { Settings } from '../settings.js';
import type { FileHost } from './file-host.js';
import { HASH_BYTES, toHex } from './hash.js';
import type { Reads } from './reads.js';
import type { Way } from './way.js';

/** Answers that a neighbour may still have, as of a time. */
interface Allowance {
  left: number;
  at: number;
}

/** Answers requests for blocks with those that the store has, chunks of unfinished downloads included. */
export class Serving {
  private readonly allowances = new Map<Peer, Allowance>();

  constructor(
    private readonly context: Context,
    private readonly settings: Settings,
    private readonly host: FileHost,
    private readonly reads: Reads,
    private readonly way: Way,
  ) {}

  /** Returns why there will be no answer, if so. */
  receive(request: DataRequest, from: Peer): DropReason | undefined {
    const { hashValue } = request;
    if (hashValue.length !== HASH_BYTES) return 'bad-hash';
    const key = toHex(hashValue);
    if (this.host.lengthOf(key) < 0) return 'not-held';
    if (this.reads.count >= BOUNDS.waitingReads || !this.allows(from)) return 'busy';
    const bytes = this.reads.read(key, { onRead: (late) => void (late !== undefined && this.answer(request, late)) });
    return bytes === undefined ? undefined : this.answer(request, bytes);
  }

  private answer(request: DataRequest, bytes: Uint8Array): DropReason | undefined {
    const fate = this.way.send(dataReply(this.context.name, request.origin, this.settings.hopLimit, request.hashValue, bytes));
    return typeof fate === 'string' ? fate : undefined;
  }

  /** A request is small and its answer large: so many a second for each neighbour, and no more at once than in a tenth of it. */
  private allows(from: Peer): boolean {
    const { now } = this.context;
    const most = this.settings.dataRate / 10;
    const allowance = this.allowances.get(from) ?? this.meet(from, most);
    allowance.left = Math.min(most, allowance.left + ((now - allowance.at) * this.settings.dataRate) / 1_000);
    allowance.at = now;
    if (allowance.left < 1) return false;
    allowance.left--;
    return true;
  }

  private meet(peer: Peer, most: number): Allowance {
    if (this.allowances.size >= BOUNDS.servedNeighbours) this.allowances.delete(this.allowances.keys().next().value as Peer);
    const allowance = { left: most, at: this.context.now };
    this.allowances.set(peer, allowance);
    return allowance;
  }
}
