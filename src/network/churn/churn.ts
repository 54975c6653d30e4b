import { PeersterError } from '../../core/errors.js';
import type { Random } from '../../core/random.js';
import { isNamed } from '../faults/matcher.js';
import type { TimelineEntry } from '../timeline/timeline-entry.js';
import type { Churn, ChurnSpec } from './churn-spec.js';
import { crashes } from './crashes.js';
import { joins } from './joins.js';
import { checkLengths, checkPositive, drawLength } from './lengths.js';

/** What one process may make: more would not be played in any time. */
const MOST_ENTRIES = 1_000_000;

/**
 * The commands of a process of churn among the nodes of these names, in no order: `plan` sorts and checks them. The same random numbers
 * give the same commands. Throws INVALID_SETTING, INVALID_REQUEST where nobody is named or too much would happen.
 */
export function churn(spec: ChurnSpec, names: readonly string[], random: Random): TimelineEntry[] {
  check(spec);
  const stranger = spec.kind === 'trace' ? spec.nodes.find((name) => !names.includes(name)) : undefined;
  if (stranger !== undefined) throw refuse(`the trace names "${stranger}", which no node is called`);
  const nodes = names.filter((name) => isNamed(spec.nodes, name));
  if (nodes.length === 0) throw refuse(`churn among nobody: no node is called like ${spec.nodes.join(', ') || 'an empty list'}`);
  const entries: TimelineEntry[] = [];
  for (const entry of entriesOf(spec, nodes, random)) {
    if (entries.push(entry) > MOST_ENTRIES) throw refuse(`churn with more than ${MOST_ENTRIES} commands; make it rarer or shorter`);
  }
  return entries;
}

function entriesOf(spec: ChurnSpec, nodes: readonly string[], random: Random): Iterable<TimelineEntry> {
  switch (spec.kind) {
    case 'sessions':
      return sessions(spec, nodes, random);
    case 'crashes':
      return crashes(spec, nodes, random);
    case 'joins':
      return joins(spec, nodes, random);
    case 'trace':
      return traced(spec);
  }
}

/** Each node has dice of its own: another node does not change its sessions. */
function* sessions(spec: Churn<'sessions'>, names: readonly string[], random: Random): Iterable<TimelineEntry> {
  for (const name of names) {
    const dice = random.fork(name);
    const nodes = [name];
    for (let time = spec.from; ; ) {
      time += drawLength(spec.session, dice);
      if (time >= spec.until) break;
      yield { at: time, action: { do: 'crash', nodes } };
      time = Math.min(spec.until, time + drawLength(spec.absence, dice));
      yield { at: time, action: { do: 'restart', nodes, memory: spec.memory } };
    }
  }
}

function* traced({ from, until, entries, memory }: Churn<'trace'>): Iterable<TimelineEntry> {
  const down = new Set<string>();
  for (const { at, action } of entries) {
    if (from + at >= until || !('nodes' in action)) continue;
    for (const name of action.nodes) {
      if (action.do === 'crash') down.add(name);
      else down.delete(name);
    }
    yield { at: from + at, action: action.do === 'restart' ? { ...action, memory } : action };
  }
  for (const name of down) yield { at: until, action: { do: 'restart', nodes: [name], memory } };
}

function check(spec: ChurnSpec): void {
  const { from, until } = spec;
  if (!Number.isSafeInteger(from) || from < 0) throw refuse(`churn from ${from} ms; it must be a whole number from 0`);
  if (!Number.isSafeInteger(until) || until <= from) throw refuse(`churn until ${until} ms; it must be a whole number above ${from}`);
  if (spec.kind === 'trace') return;
  if (spec.kind !== 'sessions') checkPositive('gap between events of churn', spec.gap, 'ms');
  if (spec.kind !== 'crashes') checkLengths('a session', spec.session);
  if (spec.kind !== 'joins') checkLengths('an absence', spec.absence);
  if (spec.kind !== 'joins') return;
  if (!Number.isInteger(spec.links) || spec.links < 1) throw refuse(`a node joins with ${spec.links} links; it needs at least 1`);
}

function refuse(message: string): PeersterError {
  return new PeersterError('INVALID_REQUEST', message);
}
