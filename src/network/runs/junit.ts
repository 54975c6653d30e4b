import type { NetworkSpec } from '../spec/network-spec.js';
import type { Evidence } from '../verdict/judgement.js';
import { SENTENCES, type Sentence } from '../verdict/sentences.js';
import type { Run, Runs } from './run.js';
import { escapeXml } from './xml.js';

interface Case {
  readonly name: string;
  /** What was seen of what is broken, and what shows it; undefined: it was kept. */
  readonly broken: { readonly message: string; readonly details: string } | undefined;
}

/**
 * The verdicts as JUnit XML: a test suite for each run, a test case for each assertion and each sentence of the protocol that was judged.
 * What is broken is a failure; in a run that is INVALID it is an error.
 */
export function toJunit(spec: NetworkSpec, { engine, runs }: Runs): string {
  const suites = runs.map((run) => suite(`${spec.name} (${engine}, seed ${run.seed})`, spec.name, run));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${escapeXml(spec.name)}">\n${suites.join('')}</testsuites>\n`;
}

function suite(name: string, network: string, run: Run): string {
  const time = run.seconds.toFixed(3);
  const cases = casesOf(run);
  const isInvalid = run.judgement.ruling === 'INVALID';
  const element = isInvalid ? 'error' : 'failure';
  const bad = cases.filter(({ broken }) => broken !== undefined).length;
  const counts = `failures="${isInvalid ? 0 : bad}" errors="${isInvalid ? bad : 0}"`;
  const lines = cases.map(({ name: what, broken }) => {
    const head = `    <testcase classname="${escapeXml(network)}" name="${escapeXml(what)}" time="${time}"`;
    if (broken === undefined) return `${head}/>\n`;
    return `${head}>\n      <${element} message="${escapeXml(broken.message)}">${escapeXml(broken.details)}</${element}>\n    </testcase>\n`;
  });
  const head = `  <testsuite name="${escapeXml(name)}" tests="${cases.length}" ${counts} time="${time}">\n`;
  return `${head}${lines.join('')}  </testsuite>\n`;
}

function casesOf({ verdicts, judgement: { judged, broken, machine } }: Run): Case[] {
  const machineSays = (machine?.unfit ?? []).map((why) => `the machine was not fit: ${why}`).join('\n');
  const sentences = Object.keys(judged) as Sentence[];
  return [
    ...verdicts.map(({ assertion, isKept, measured }) => ({
      name: assertion,
      broken: isKept ? undefined : { message: `measured: ${measured}`, details: machineSays },
    })),
    ...sentences.map((sentence) => {
      const found = broken.filter((one) => one.sentence === sentence);
      const message = found.map(({ node, what }) => `${node} ${what}`).join('; ');
      const details = [machineSays, ...found.flatMap(({ evidence }) => evidence.map(inWords))].filter((line) => line !== '').join('\n');
      return { name: `${sentence}: ${SENTENCES[sentence]}`, broken: found.length === 0 ? undefined : { message, details } };
    }),
  ];
}

function inWords({ at, from, to, says, bytes }: Evidence): string {
  return `${(at / 1_000).toFixed(3)} s  ${from} -> ${to}  ${says}\n${bytes}`;
}
