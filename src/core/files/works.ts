import type { Context } from '../context.js';
import type { Settings } from '../settings.js';
import type { Ask } from './ask.js';
import type { Catalogue } from './catalogue.js';
import type { FileHost } from './file-host.js';
import type { Finder } from './finder.js';
import type { Download } from './download.js';
import type { Reads } from './reads.js';
import type { Way } from './way.js';

/** What the downloads of a node share. */
export interface Works {
  readonly context: Context;
  readonly settings: Settings;
  readonly host: FileHost;
  readonly reads: Reads;
  readonly way: Way;
  readonly finder: Finder;
  readonly catalogue: Catalogue;
  /** Every block that is asked for, by its hash in hex. */
  readonly asks: Map<string, Ask>;
  /** Downloads that run, by metahash. */
  readonly running: Map<string, Download>;
}
