import { PeersterError } from '../../core/errors.js';
import { NOBODY, RumorRecord } from './rumor-record.js';

/** Pairs of a rumor and a node that are kept at most: 10 bytes each. */
const MOST_PAIRS = 16_000_000;

/**
 * Which node holds which rumor, since when and from whom: the one table from which coverage, hops and trees are told. It keeps
 * `MOST_PAIRS` pairs and only counts what goes beyond.
 */
export class Held {
  readonly rumors: RumorRecord[] = [];
  /** Acceptances of rumors for which there was no room. */
  untold = 0;
  private readonly byOrigin = new Map<string, Map<number, RumorRecord>>();

  /** `room`: for so many nodes. */
  constructor(private room: number) {}

  /** Returns the rumor if the node did not hold it. */
  accept(at: number, node: number, origin: string, id: number, from: number): RumorRecord | undefined {
    if (node >= this.room) this.grow(node);
    const rumor = this.find(origin, id) ?? this.begin(origin, id);
    if (rumor === undefined) this.untold++;
    return rumor?.accept(node, Math.max(0, Math.round(at)), from) ? rumor : undefined;
  }

  find(origin: string, id: number): RumorRecord | undefined {
    return this.byOrigin.get(origin)?.get(id);
  }

  /** Throws INVALID_REQUEST for a rumor that nobody has seen. */
  get(origin: string, id: number): RumorRecord {
    const rumor = this.find(origin, id);
    if (rumor === undefined) throw new PeersterError('INVALID_REQUEST', `no rumor ${id} of "${origin}" was seen in this network`);
    return rumor;
  }

  /** Those whose publication was seen. */
  get published(): RumorRecord[] {
    return this.rumors.filter(({ source }) => source !== NOBODY);
  }

  /** The node has lost its memory. */
  forget(node: number): void {
    for (const rumor of this.rumors) rumor.forget(node);
  }

  private begin(origin: string, id: number): RumorRecord | undefined {
    if ((this.rumors.length + 1) * this.room > MOST_PAIRS) return undefined;
    const rumor = new RumorRecord(origin, id, this.room);
    this.rumors.push(rumor);
    const ofOrigin = this.byOrigin.get(origin);
    if (ofOrigin === undefined) this.byOrigin.set(origin, new Map([[id, rumor]]));
    else ofOrigin.set(id, rumor);
    return rumor;
  }

  private grow(node: number): void {
    this.room = Math.max(node + 1, Math.ceil(this.room * 1.5));
    for (const rumor of this.rumors) rumor.grow(this.room);
  }
}
