import type { Check, Sentence } from '../check.js';
import { EXTENSION_HABITS } from '../habits/extensions.js';
import { LINE_HABITS } from '../habits/lines.js';
import { WIRE_HABITS } from '../habits/wire.js';
import { UNJUDGED } from '../unjudged.js';
import { ANTI_ENTROPY_CHECKS } from './anti-entropy.js';
import { BAD_INPUT_CHECKS } from './bad-input.js';
import { COMMAND_CHECKS } from './commands.js';
import { DIALECT_CHECKS } from './dialect.js';
import { FILES_CHECKS } from './files.js';
import { GOSSIP_CHECKS } from './gossip.js';
import { LINES_CHECKS } from './lines.js';
import { MONGERING_CHECKS } from './mongering.js';
import { NAMES_CHECKS } from './names.js';
import { PEERS_CHECKS } from './peers.js';
import { ENDS, ROUTING_CHECKS } from './routing.js';
import { SEARCH_CHECKS } from './search.js';
import { SIMPLE_CHECKS } from './simple-mode.js';
import { STATUS_CHECKS } from './status.js';
import { WIRE_CHECKS } from './wire.js';

/** Those that take longest come first, so that none is left over at the end. */
export const CHECKS: readonly Check[] = [
  ...ANTI_ENTROPY_CHECKS,
  ...ROUTING_CHECKS,
  ...FILES_CHECKS,
  ...SEARCH_CHECKS,
  ...MONGERING_CHECKS,
  ...SIMPLE_CHECKS,
  ...STATUS_CHECKS,
  ...GOSSIP_CHECKS,
  ...PEERS_CHECKS,
  ...NAMES_CHECKS,
  ...LINES_CHECKS,
  ...WIRE_CHECKS,
  ...DIALECT_CHECKS,
  ...BAD_INPUT_CHECKS,
  ...COMMAND_CHECKS,
];

/** What is looked at in all that a node sends and prints. */
export const HABITS: Readonly<Record<Sentence, string>> = {
  P1: 'sends from its gossip address, which others take for its own',
  ...WIRE_HABITS,
  ...LINE_HABITS,
  ...EXTENSION_HABITS,
};

/** A play to look at, where nothing else is asked. */
export const ANY_PLAY: Check = ENDS;

const SECTIONS = 'WDXPSGLAIRMFQCOBE';

/** Every sentence of docs/protocol.md, in its order. */
export const SENTENCES: readonly Sentence[] = [
  ...new Set([...CHECKS.flatMap(({ claims }) => Object.keys(claims)), ...Object.keys(HABITS), ...Object.keys(UNJUDGED)]),
].sort((one, other) => place(one) - place(other)) as Sentence[];

function place(sentence: string): number {
  return SECTIONS.indexOf(sentence.charAt(0)) * 100 + Number(sentence.slice(1));
}
