import { PairTable } from '../numbers/pair-table.js';
import { DROP } from './rule.js';

/**
 * Something that serves one after another at a constant rate, and where only so much may wait: a leaky bucket for each directed pair
 * of nodes. In whole ms and whole units everything is exact, however long it runs: what waits is counted in thousandths of a unit,
 * so that the rate is units per second and thousandths per ms.
 */
export class Queue {
  /** What waits, in thousandths, and the ms at which that was so. */
  private readonly table = new PairTable(2);

  /** `rate`: units per second. `limit`: units that wait at the most, those not yet served of the one in service included. */
  constructor(
    private readonly rate: number,
    private readonly limit: number,
  ) {}

  /**
   * So many units come for a pair at `now`. Returns the ms until all of them have been served, rounded up; DROP where they find no room.
   * What finds nobody waiting is always served, however large it is.
   */
  pass(from: number, to: number, units: number, now: number): number {
    const at = this.table.at(from, to);
    const { values } = this.table;
    const since = values[at + 1] as number;
    const time = now > since ? now : since;
    const left = (values[at] as number) - (time - since) * this.rate;
    const waiting = left > 0 ? left : 0;
    if (waiting > 0 && waiting + 1_000 * units > 1_000 * this.limit) return DROP;
    values[at] = waiting + 1_000 * units;
    values[at + 1] = time;
    return Math.ceil(time - now + (waiting + 1_000 * units) / this.rate);
  }
}
