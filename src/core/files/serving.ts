import { Allowances } from '../allowances.js';
import { BOUNDS } from '../bounds.js';
import type { Context, Peer } from '../context.js';
import type { DropReason } from '../events.js';
import { type DataRequest, dataReply } from '../packet.js';
import type { Settings } from '../settings.js';
import type { FileHost } from './file-host.js';
import { HASH_BYTES, toHex } from '../hash.js';
import type { Reads } from './reads.js';
import type { Way } from './way.js';

/** Answers requests for blocks with those that the store has, chunks of unfinished downloads included. */
export class Serving {
  private readonly allowances: Allowances;

  constructor(
    private readonly context: Context,
    private readonly settings: Settings,
    private readonly host: FileHost,
    private readonly reads: Reads,
    private readonly way: Way,
  ) {
    // A request is small and its answer large: so many a second for each neighbour, and no more at once than in a tenth of it.
    this.allowances = new Allowances(settings.dataRate, settings.dataRate / 10);
  }

  /** Returns why there will be no answer, or one too few, if so. */
  receive(request: DataRequest, from: Peer): DropReason | undefined {
    let reason = this.serve(request, request.hashValue, from);
    for (const hash of request.more.slice(0, BOUNDS.requestBlocks - 1)) reason = this.serve(request, hash, from) ?? reason;
    return reason;
  }

  private serve(request: DataRequest, hashValue: Uint8Array, from: Peer): DropReason | undefined {
    if (hashValue.length !== HASH_BYTES) return 'bad-hash';
    const key = toHex(hashValue);
    if (this.host.lengthOf(key) < 0) return 'not-held';
    if (this.reads.count >= BOUNDS.waitingReads || !this.allowances.allows(from, this.context.now)) return 'busy';
    const bytes = this.reads.read(key, { onRead: (late) => void (late !== undefined && this.answer(request, hashValue, late)) });
    return bytes === undefined ? undefined : this.answer(request, hashValue, bytes);
  }

  private answer({ origin }: DataRequest, hashValue: Uint8Array, bytes: Uint8Array): DropReason | undefined {
    const fate = this.way.send(dataReply(this.context.name, origin, this.settings.hopLimit, hashValue, bytes));
    return typeof fate === 'string' ? fate : undefined;
  }
}
