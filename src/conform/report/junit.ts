import { escapeXml } from '../../network/runs/xml.js';
import type { Verdict } from '../judging/verdict.js';
import { evidenceLines } from './evidence.js';
import { counts } from './table.js';

/** The verdicts as JUnit XML: a test case for each sentence; what is not judged counts as skipped. */
export function toJunit(command: readonly string[], verdicts: readonly Verdict[]): string {
  const of = counts(verdicts);
  const head = `name="${escapeXml(command.join(' '))}" tests="${verdicts.length}" failures="${of.broken}" errors="0" skipped="${of['not-judged']}"`;
  const cases = verdicts.map(testCase).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="peerster conform">\n  <testsuite ${head}>\n${cases}  </testsuite>\n</testsuites>\n`;
}

function testCase({ sentence, state, about, note, evidence }: Verdict): string {
  const head = `    <testcase classname="docs/protocol.md" name="${escapeXml(`${sentence} ${about}`.trim())}"`;
  if (state === 'kept') return `${head}/>\n`;
  if (state === 'not-judged') return `${head}>\n      <skipped message="${escapeXml(note)}"/>\n    </testcase>\n`;
  const lines = evidence === undefined ? [] : evidenceLines(evidence);
  const failure = `<failure message="${escapeXml(lines[0] ?? '')}">${escapeXml(lines.join('\n'))}</failure>`;
  return `${head}>\n      ${failure}\n    </testcase>\n`;
}
