import type { NetworkSpec } from '../spec/network-spec.js';
import type { Run, Runs } from './run.js';
import { escapeXml } from './xml.js';

/** The verdicts as JUnit XML: a test suite for each run, a test case for each assertion. */
export function toJunit(spec: NetworkSpec, { engine, runs }: Runs): string {
  const suites = runs.map((run) => suite(`${spec.name} (${engine}, seed ${run.seed})`, spec.name, run));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${escapeXml(spec.name)}">\n${suites.join('')}</testsuites>\n`;
}

function suite(name: string, network: string, { verdicts, seconds }: Run): string {
  const failures = verdicts.filter(({ isKept }) => !isKept).length;
  const cases = verdicts.map(({ assertion, isKept, measured }) => {
    const head = `    <testcase classname="${escapeXml(network)}" name="${escapeXml(assertion)}" time="${seconds.toFixed(3)}"`;
    if (isKept) return `${head}/>\n`;
    return `${head}>\n      <failure message="${escapeXml(`measured: ${measured}`)}"/>\n    </testcase>\n`;
  });
  const counts = `tests="${verdicts.length}" failures="${failures}" errors="0" time="${seconds.toFixed(3)}"`;
  return `  <testsuite name="${escapeXml(name)}" ${counts}>\n${cases.join('')}  </testsuite>\n`;
}
