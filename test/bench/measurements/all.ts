import type { Measurement } from '../harness/measurement.js';
import { emulated } from './emulated.js';
import { files } from './files.js';
import { gossip } from './gossip.js';
import { inSync } from './in-sync.js';
import { links } from './links.js';
import { memory } from './memory.js';
import { million } from './million.js';
import { minute } from './minute.js';
import { send } from './send.js';
import { stalled } from './stalled.js';
import { start } from './start.js';
import { watch } from './watch.js';

export const MEASUREMENTS: readonly Measurement[] = [
  gossip,
  inSync,
  send,
  watch,
  files,
  stalled,
  memory,
  start,
  emulated,
  million,
  minute,
  links,
];
