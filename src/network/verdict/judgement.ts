import { explain } from '../../wire/explain.js';
import { summaryOf } from '../../wire/explain/summary.js';
import type { Verdict } from '../assertions/assertion.js';
import type { Exhibit, Finding } from './court.js';
import type { MachineReport } from './machine/machine-watch.js';
import { SENTENCES, type Sentence } from './sentences.js';

/** PASS: everything was kept. FAIL: something was not. INVALID: something was not, and the machine was not fit to say that a node is to blame. */
export type Ruling = 'PASS' | 'FAIL' | 'INVALID';

/** A datagram that shows how a sentence was broken. */
export interface Evidence {
  /** ms of the network's time. */
  readonly at: number;
  readonly from: string;
  readonly to: string;
  /** What it says. */
  readonly says: string;
  /** In hex, the first bytes of a long one. */
  readonly bytes: string;
}

/** A numbered sentence of docs/protocol.md that a node has broken. */
export interface BrokenSentence {
  readonly sentence: Sentence;
  /** What it claims, in short. */
  readonly claim: string;
  readonly node: string;
  /** ms of the network's time. */
  readonly at: number;
  readonly what: string;
  /** How often it was seen. */
  readonly times: number;
  /** Oldest first. */
  readonly evidence: readonly Evidence[];
}

/** How a run is to be judged. */
export interface Judgement {
  readonly ruling: Ruling;
  /** Why it is not PASS, and for INVALID why nobody is to blame; a line each. */
  readonly reasons: readonly string[];
  readonly broken: readonly BrokenSentence[];
  /** By sentence, how often it could have been broken and was not. Empty in virtual time, where no traffic is judged. */
  readonly judged: Readonly<Partial<Record<Sentence, number>>>;
  /** undefined in virtual time: no machine can be too slow for it. */
  readonly machine: MachineReport | undefined;
}

/** What was seen besides the assertions. */
export interface Seen {
  readonly findings: readonly Finding[];
  readonly judged: readonly (readonly [Sentence, number])[];
  readonly nameOf: (node: number) => string;
  readonly machine: MachineReport;
}

/** Bytes of a datagram that are shown. */
const SHOWN_BYTES = 256;

export function judgementOf(verdicts: readonly Verdict[], seen: Seen | undefined): Judgement {
  const broken = (seen?.findings ?? []).map((finding) => brokenSentence(finding, (seen as Seen).nameOf));
  const failures = [
    ...broken.map(({ sentence, node, what, at }) => `${sentence}: ${node} ${what} (${(at / 1_000).toFixed(3)} s)`),
    ...verdicts.filter(({ isKept }) => !isKept).map(({ assertion, measured }) => `${assertion}: ${measured}`),
  ];
  const unfit = seen?.machine.unfit ?? [];
  const ruling: Ruling = failures.length === 0 ? 'PASS' : unfit.length === 0 ? 'FAIL' : 'INVALID';
  return {
    ruling,
    reasons: ruling === 'INVALID' ? [...unfit.map((why) => `the machine was not fit: ${why}`), ...failures] : failures,
    broken,
    judged: Object.fromEntries(seen?.judged ?? []),
    machine: seen?.machine,
  };
}

function brokenSentence({ sentence, node, at, what, times, exhibits }: Finding, nameOf: Seen['nameOf']): BrokenSentence {
  const evidence = exhibits.map((exhibit) => evidenceOf(exhibit, nameOf));
  return { sentence, claim: SENTENCES[sentence], node: nameOf(node), at, what, times, evidence };
}

function evidenceOf({ sighting: { at, from, to, bytes } }: Exhibit, nameOf: Seen['nameOf']): Evidence {
  const more = bytes.length > SHOWN_BYTES ? `… (${bytes.length} bytes)` : '';
  const hex = Buffer.from(bytes.subarray(0, SHOWN_BYTES)).toString('hex') + more;
  return { at, from: nameOf(from), to: nameOf(to), says: summaryOf(explain(bytes, 'course')), bytes: hex };
}
