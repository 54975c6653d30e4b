import { Broken, type Check, NotJudged, type Sentence, Untimely } from '../check.js';
import { extensionFault } from '../habits/extensions.js';
import { isKnownLine, lineFault } from '../habits/lines.js';
import { wireFaults } from '../habits/wire.js';
import { onStage, type Troupe } from '../stage/open.js';
import type { Stage } from '../stage/stage.js';
import type { Entry } from '../stage/transcript.js';
import { decode, encode } from '../../wire/codec.js';
import type { Evidence } from './verdict.js';
import { Lag } from './lag.js';

/** What one play with one node showed. */
export interface Attempt {
  readonly kept: ReadonlySet<Sentence>;
  readonly broken: ReadonlyMap<Sentence, Evidence>;
  /** Why the rest of the claims was not judged; undefined: all of them were. */
  readonly why: string | undefined;
  /** The machine was so busy that what came late or early cannot be held against the node: the longest delay in ms, else undefined. */
  readonly spoilt: number | undefined;
  /** Whether the node sent and printed anything at all, for what is looked at in all of it. */
  readonly hasSent: boolean;
  readonly hasPrinted: boolean;
}

/** What a play itself showed, before what is looked at in all of them. */
type Outcome = Pick<Attempt, 'kept' | 'broken' | 'why'> & { readonly window: number };

/** Plays a check once. */
export async function attempt(check: Check, troupe: Troupe): Promise<Attempt> {
  const lag = new Lag();
  try {
    return await onStage(troupe, check.wish ?? {}, async (stage) => {
      const { window, ...outcome } = await played(check, stage);
      const late = lag.longest();
      const spoilt = late > window / 4 ? late : undefined;
      return { ...withHabits(outcome, stage, check.wish?.odd === true), spoilt };
    });
  } catch (error) {
    if (!(error instanceof NotJudged)) throw error;
    return { kept: new Set(), broken: new Map(), why: error.message, spoilt: undefined, hasSent: false, hasPrinted: false };
  } finally {
    lag.stop();
  }
}

async function played(check: Check, stage: Stage): Promise<Outcome> {
  const claims = Object.keys(check.claims) as Sentence[];
  try {
    await check.play(stage);
    stage.mustRun();
    return { kept: new Set(claims), broken: new Map(), why: undefined, window: Infinity };
  } catch (error) {
    if (error instanceof NotJudged) return { kept: stage.kept, broken: new Map(), why: error.message, window: Infinity };
    if (!(error instanceof Broken)) throw error;
    const { sentence, expected, packet, seen = '' } = error;
    const bytes = packet === undefined ? undefined : encode(packet, 'course');
    const evidence = { expected, bytes, seen, entries: [...stage.parts.transcript.entries] };
    const window = error instanceof Untimely ? error.window : Infinity;
    return { kept: stage.kept, broken: new Map([[sentence, evidence]]), why: `${sentence} was broken before it could be seen`, window };
  }
}

function withHabits(outcome: Omit<Outcome, 'window'>, stage: Stage, isOdd: boolean): Omit<Attempt, 'spoilt'> {
  const { entries } = stage.parts.transcript;
  const broken = new Map([...habits(entries, stage.address, isOdd), ...outcome.broken]);
  const kept = new Set([...outcome.kept].filter((sentence) => !broken.has(sentence)));
  return { ...outcome, kept, broken, hasSent: entries.some(({ what }) => what === 'got'), hasPrinted: stage.lines().some(isKnownLine) };
}

/** What is wrong with the form of what the node sent and printed, once for each sentence. */
function habits(entries: readonly Entry[], address: string, isOdd: boolean): ReadonlyMap<Sentence, Evidence> {
  const broken = new Map<Sentence, Evidence>();
  for (const [i, entry] of entries.entries()) {
    for (const [sentence, expected] of faultsOf(entry, address, isOdd)) {
      if (!broken.has(sentence))
        broken.set(sentence, {
          expected,
          bytes: plainly(sentence, entry.bytes),
          seen: '',
          entries: entries.slice(Math.max(0, i - 2), i + 1),
        });
    }
  }
  return broken;
}

function faultsOf(entry: Entry, address: string, isOdd: boolean): readonly (readonly [Sentence, string])[] {
  if (entry.what === 'line') return [lineFault(entry.text) ?? []].filter((fault) => fault.length === 2);
  if (entry.what !== 'got') return [];
  if (entry.source !== address) return [['P1', `a datagram from ${address}, the node's gossip address, and not from ${entry.source}`]];
  const packet = decode(entry.bytes, 'course');
  const extension = typeof packet === 'string' ? undefined : extensionFault(packet);
  return [...(isOdd ? [] : wireFaults(entry.bytes)), ...(extension === undefined ? [] : [extension])];
}

/** The same packet as it must be written, where it is the form that is wrong. */
function plainly(sentence: Sentence, bytes: Uint8Array): Uint8Array | undefined {
  const packet = FORMS.has(sentence) ? decode(bytes, 'course') : 'malformed';
  if (typeof packet === 'string') return undefined;
  return encode(packet.kind === 'rumor' ? { ...packet, raw: undefined } : packet, 'course');
}

const FORMS: ReadonlySet<Sentence> = new Set<Sentence>(['W5', 'W6', 'W14']);
