import type { Check, Sentence } from '../check.js';
import { ANY_PLAY, CHECKS, HABITS, SENTENCES } from '../checks/all.js';
import type { Troupe } from '../stage/open.js';
import { UNJUDGED } from '../unjudged.js';
import { type Finding, judge } from './judge.js';
import type { Evidence, Verdict } from './verdict.js';

export interface RunOptions {
  /** The sentences that are asked; undefined: all of them. */
  readonly only: ReadonlySet<Sentence> | undefined;
  /** Plays side by side. */
  readonly jobs: number;
  /** How often something must be broken to be held against the node. */
  readonly attempts: number;
  /** Whether a busy machine excuses what comes late; default true. */
  readonly excuses?: boolean;
  readonly onProgress?: (done: number, all: number) => void;
  readonly signal?: AbortSignal;
}

/** Judges a node by all checks that have something to say of what is asked. Verdicts come in the order of docs/protocol.md. */
export async function run(troupe: Troupe, options: RunOptions): Promise<readonly Verdict[]> {
  const asked = (sentence: string) => options.only?.has(sentence as Sentence) ?? true;
  const checks = CHECKS.filter(({ claims }) => Object.keys(claims).some(asked));
  // What is looked at in all that a node does needs some play to look at.
  const wanted = checks.length > 0 || !Object.keys(HABITS).some(asked) ? checks : [ANY_PLAY];
  const findings = await playAll(wanted, troupe, options);
  return SENTENCES.filter(asked).map((sentence) => verdictOf(sentence, findings));
}

async function playAll(checks: readonly Check[], troupe: Troupe, options: RunOptions): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const left = [...checks];
  const work = async (): Promise<void> => {
    for (let check = left.shift(); check !== undefined && options.signal?.aborted !== true; check = left.shift()) {
      findings.push(await judge(check, troupe, { attempts: options.attempts, excuses: options.excuses ?? true }));
      options.onProgress?.(findings.length, checks.length);
    }
  };
  await Promise.all(Array.from({ length: options.jobs }, work));
  return findings;
}

function verdictOf(sentence: Sentence, findings: readonly Finding[]): Verdict {
  const about = [...findings.map(({ check }) => check.claims[sentence]), HABITS[sentence]]
    .filter((claim) => claim !== undefined)
    .join('; ');
  const evidence = findings.map(({ last }) => last.broken.get(sentence)).find((each): each is Evidence => each !== undefined);
  if (evidence !== undefined) return { sentence, state: 'broken', about, note: '', evidence };
  const judged = findings.filter(({ check, last }) => sentence in check.claims && last.kept.has(sentence));
  const recanted = findings.some((finding) => finding.recanted.has(sentence)) ? 'not at the first play' : '';
  if (judged.length > 0 || isHabit(sentence, findings)) return { sentence, state: 'kept', about, note: recanted, evidence: undefined };
  return { sentence, state: 'not-judged', about, note: whyNot(sentence, findings), evidence: undefined };
}

/** Whether there was something to look at. */
function isHabit(sentence: Sentence, findings: readonly Finding[]): boolean {
  if (!(sentence in HABITS)) return false;
  return findings.some(({ last }) => (sentence.startsWith('O') ? last.hasPrinted : last.hasSent));
}

function whyNot(sentence: Sentence, findings: readonly Finding[]): string {
  const reasons = findings.filter(({ check }) => sentence in check.claims).map(({ last }) => last.why);
  return reasons.find((why) => why !== undefined) ?? UNJUDGED[sentence] ?? 'no check of it was played';
}
