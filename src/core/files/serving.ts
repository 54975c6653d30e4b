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

  /** Returns why there will be no answer, if so. */
  receive(request: DataRequest, from: Peer): DropReason | undefined {
    const { hashValue } = request;
    if (hashValue.length !== HASH_BYTES) return 'bad-hash';
    const key = toHex(hashValue);
    if (this.host.lengthOf(key) < 0) return 'not-held';
    if (this.reads.count >= BOUNDS.waitingReads || !this.allowances.allows(from, this.context.now)) return 'busy';
    const bytes = this.reads.read(key, { onRead: (late) => void (late !== undefined && this.answer(request, late)) });
    return bytes === undefined ? undefined : this.answer(request, bytes);
  }

  private answer(request: DataRequest, bytes: Uint8Array): DropReason | undefined {
    const fate = this.way.send(dataReply(this.context.name, request.origin, this.settings.hopLimit, request.hashValue, bytes));
    return typeof fate === 'string' ? fate : undefined;
  }
}
