import type { NetworkSpec } from '../spec/network-spec.js';
import type { Run, Runs } from './run.js';

/** The verdicts as JUnit XML: a test suite for each run, a test case for each assertion. */
export function toJunit(spec: NetworkSpec, { engine, runs }: Runs): string {
  const suites = runs.map((run) => suite(`${spec.name} (${engine}, seed ${run.seed})`, spec.name, run));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${escape(spec.name)}">\n${suites.join('')}</testsuites>\n`;
}

function suite(name: string, network: string, { verdicts, seconds }: Run): string {
  const failures = verdicts.filter(({ isKept }) => !isKept).length;
  const cases = verdicts.map(({ assertion, isKept, measured }) => {
    const head = `    <testcase classname="${escape(network)}" name="${escape(assertion)}" time="${seconds.toFixed(3)}"`;
    if (isKept) return `${head}/>\n`;
    return `${head}>\n      <failure message="${escape(`measured: ${measured}`)}"/>\n    </testcase>\n`;
  });
  const counts = `tests="${verdicts.length}" failures="${failures}" errors="0" time="${seconds.toFixed(3)}"`;
  return `  <testsuite name="${escape(name)}" ${counts}>\n${cases.join('')}  </testsuite>\n`;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character] as string);
}
