import type { Outcome } from '../../network.js';
import type { Gathered } from '../gather.js';

/** All that a report's page shows. */
export interface Presented {
  readonly title: string;
  /** At least one, all of the same network with seeds of their own. */
  readonly runs: readonly [Outcome, ...Outcome[]];
  /** Of the first run. */
  readonly gathered: Gathered;
  /** What it takes to have this again: version, seed, settings. */
  readonly provenance: string;
}
