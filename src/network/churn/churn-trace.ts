import { type Row, refuseLine, rowsOf, timeIn } from '../text-rows/rows.js';
import type { TimelineEntry } from '../timeline/timeline-entry.js';

/**
 * The commands of a trace of churn: lines of time in ms, node and `up` or `down`, in the order of time. A node whose first line is
 * `up` is down from 0 on; all others are up until their first line. Whoever comes back has kept what it
 * held. Throws INVALID_REQUEST with the line.
 */
export function parseChurnTrace(text: string): TimelineEntry[] {
  const states = new Map<string, Row>();
  const entries: TimelineEntry[] = [];
  let before = 0;
  for (const row of rowsOf(text)) {
    const at = timeIn(row, 0);
    if (at < before) throw refuseLine(row.line, `${at} ms comes after ${before} ms; sort the lines by time`);
    before = at;
    entries.push(...change(row, at, states));
  }
  return entries;
}

function change(row: Row, at: number, states: Map<string, Row>): TimelineEntry[] {
  const [, name = '', state] = row.fields;
  if (row.fields.length !== 3 || name === '' || (state !== 'up' && state !== 'down')) {
    throw refuseLine(row.line, `"${row.text}": write time, node and up or down, as in: 1000 n1 down`);
  }
  const last = states.get(name);
  if (last?.fields[2] === state) throw refuseLine(row.line, `${name} is ${state} since line ${last.line}; it cannot go ${state} again`);
  states.set(name, row);
  const nodes = [name];
  const crash = (ms: number): TimelineEntry => ({ at: ms, action: { do: 'crash', nodes } });
  if (state === 'down') return [crash(at)];
  const restart: TimelineEntry = { at, action: { do: 'restart', nodes, memory: 'kept' } };
  return last === undefined ? [crash(0), restart] : [restart];
}
