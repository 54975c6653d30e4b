import { explain } from '../../wire/explain.js';
import { summaryOf } from '../../wire/explain/summary.js';
import type { Evidence } from '../judging/verdict.js';
import type { Entry } from '../stage/transcript.js';

/** Entries that are shown of a play, the last ones. */
const SHOWN = 10;
/** Bytes of a datagram that are shown as hex. */
const HEX_BYTES = 48;

/** How a sentence was broken, as lines: what was expected, then the last of what was sent, got and printed. */
export function evidenceLines({ expected, bytes, seen, entries }: Evidence): readonly string[] {
  const example = bytes === undefined ? [] : [`          ${inWords(bytes)}`, `          ${hexOf(bytes)}`];
  const lines = [`expected  ${expected}`, ...example, ...(seen === '' ? [] : [`seen      ${seen}`])];
  if (!entries.some(({ what }) => what === 'got')) lines.push('got       no datagram');
  const left = entries.length - SHOWN;
  if (left > 0) lines.push(`          … ${left} earlier ones`);
  return [...lines, ...entries.slice(-SHOWN).flatMap(entryLines)];
}

function entryLines(entry: Entry): readonly string[] {
  const at = `+${(entry.at / 1_000).toFixed(3)} s`;
  if (entry.what === 'line') return [`printed   ${at}  ${entry.text}`];
  if (entry.what === 'client') return [`client    ${at}  ${entry.text}`];
  const way = entry.what === 'sent' ? `from ${entry.peer}` : `at ${entry.peer}`;
  return [`${entry.what.padEnd(10)}${at}  ${way}  ${inWords(entry.bytes)}`, `          ${' '.repeat(at.length)}  ${hexOf(entry.bytes)}`];
}

/** A datagram in one line. */
export function inWords(bytes: Uint8Array): string {
  return bytes.length === 0 ? 'nothing: an empty datagram' : summaryOf(explain(bytes, 'course'));
}

function hexOf(bytes: Uint8Array): string {
  const more = bytes.length > HEX_BYTES ? `… (${bytes.length} bytes)` : '';
  return Buffer.from(bytes.subarray(0, HEX_BYTES)).toString('hex') + more;
}
