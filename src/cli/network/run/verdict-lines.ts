import { percent } from '../../../network/assertions/describe.js';
import { type Rate, rulingOf } from '../../../network/runs/rate.js';
import type { Run, Runs } from '../../../network/runs/run.js';
import type { BrokenSentence } from '../../../network/verdict/judgement.js';
import type { MachineReport } from '../../../network/verdict/machine/machine-watch.js';
import { number } from '../spread-table.js';

/** Runs that did not pass of which is told why; the JSON has all. */
const MOST_RUNS = 5;

/** Datagrams shown of a broken sentence. */
const MOST_SHOWN = 4;

/** What is to be thought of the runs: PASS, FAIL or INVALID, and why. */
export function verdictLines({ runs, rate }: Runs): string[] {
  const others = runs.filter(({ judgement }) => judgement.ruling !== 'PASS');
  return [
    `verdict  ${rulingOf(rate)}${runs.length > 1 ? `  (${rateInWords(rate)})` : ''}`,
    ...judgedLine(runs),
    ...machineLine(runs),
    ...others.slice(0, MOST_RUNS).flatMap((run) => runLines(run, runs.length > 1)),
    ...(others.length > MOST_RUNS ? [`  and ${others.length - MOST_RUNS} more`] : []),
    '',
  ];
}

/** As `passed 48 of 50, 2 more INVALID; 95 % interval 87 % to 99 %`. */
export function rateInWords({ passed, failed, invalid, share, low, high }: Rate): string {
  const more = invalid === 0 ? '' : `, ${invalid} more INVALID`;
  if (share === undefined) return `all ${invalid} INVALID`;
  return `passed ${passed} of ${passed + failed}${more}; 95 % interval ${percent(low)} to ${percent(high)}`;
}

function judgedLine(runs: readonly Run[]): string[] {
  const all = new Map<string, number>();
  for (const { judgement } of runs)
    for (const [sentence, times] of Object.entries(judgement.judged)) all.set(sentence, (all.get(sentence) ?? 0) + times);
  const told = [...all].map(([sentence, times]) => `${sentence} ${number(times)}`);
  return told.length === 0 ? [] : [`  sentences kept, by times seen: ${told.join(', ')}`];
}

function machineLine(runs: readonly Run[]): string[] {
  const machines = runs.flatMap(({ judgement: { machine } }) => (machine === undefined ? [] : [machine]));
  if (machines.length === 0) return [];
  const most = (pick: (machine: MachineReport) => number) => Math.max(...machines.map(pick));
  const late = Math.round(most(({ late: { most: longest } }) => longest));
  const slow = most(({ slowdown: { p90 } }) => p90).toFixed(1);
  const drops = most(({ drops: { relay, nodes } }) => relay + Object.values(nodes).reduce((sum, each) => sum + each, 0));
  return [`  machine: stood still for ${late} ms at most, work took ${slow} times as long as at best, lost ${number(drops)} datagrams`];
}

function runLines({ seed, judgement: { ruling, reasons, broken } }: Run, isOneOfSeveral: boolean): string[] {
  const head = isOneOfSeveral ? [`  ${ruling}  seed ${seed}`] : [];
  const plain = reasons.filter((reason) => !broken.some(({ sentence, node }) => reason.startsWith(`${sentence}: ${node} `)));
  return [...head, ...plain.map((reason) => `  ${reason}`), ...broken.flatMap(sentenceLines)];
}

function sentenceLines({ sentence, claim, node, at, what, times, evidence }: BrokenSentence): string[] {
  const shown = evidence.slice(-MOST_SHOWN).map(({ at: when, from, to, says }) => `      ${seconds(when)}  ${from} -> ${to}  ${says}`);
  return [`  ${sentence}  ${node} ${what} (${seconds(at)}, seen ${times} times)`, `      docs/protocol.md ${sentence}: ${claim}`, ...shown];
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(3)} s`;
}
