import type { ChurnSpec } from '../../churn/churn-spec.js';
import type { Lengths } from '../../churn/lengths.js';
import type { TimelineEntry } from '../../timeline/timeline-entry.js';
import { as, listOf, record, shortOr } from '../shape/compounds.js';
import { parseChurnTrace } from '../../churn/churn-trace.js';
import { choice, number, text, whole } from '../shape/scalars.js';
import type { Shape } from '../shape/shape.js';
import { duration } from '../shape/units.js';
import { variant } from '../shape/variant.js';
import { nodeNames } from './names.js';

const MOST_LINKS = 1_000;

const pareto = record('a Pareto distribution', {
  least: { shape: duration, about: 'the shortest', required: true },
  shape: {
    shape: number(0, Number.POSITIVE_INFINITY),
    about: 'the larger, the rarer are long ones; its mean is finite above 1',
    required: true,
  },
});
const drawn = variant(
  'a length',
  {},
  {
    exponential: { shape: duration, about: 'exponentially distributed, with this mean' },
    pareto: { shape: pareto, about: 'few that last very long' },
  },
);

/** How long somebody stays, or is away. */
const lengths: Shape<Lengths> = shortOr(
  as(duration, (ms): Lengths => ({ distribution: 'constant', ms })),
  as(
    drawn,
    (one): Lengths =>
      one.kind === 'exponential' ? { distribution: 'exponential', mean: one.value } : { distribution: 'pareto', ...one.value },
  ),
);

const sessions = record('sessions', {
  session: { shape: lengths, about: 'how long a node is up', required: true },
  absence: { shape: lengths, about: 'how long it is down', required: true },
});
const crashes = record('crashes', {
  every: { shape: duration, about: 'so long apart on average: a Poisson process', required: true },
  absence: { shape: lengths, about: 'how long a node is down', required: true },
});
const joins = record('joins', {
  every: { shape: duration, about: 'so long apart on average: a Poisson process', required: true },
  session: { shape: lengths, about: 'after which it leaves for good', required: true },
  links: { shape: whole(1, MOST_LINKS), about: 'to random ones of the nodes; 2 unless told otherwise' },
  prefix: { shape: text, about: 'of the names; guest unless told otherwise' },
});

const trace: Shape<readonly TimelineEntry[]> = {
  title: 'the path of a trace from this file',
  schema: text.schema,
  read(node, notes) {
    const path = text.read(node, notes);
    return path === undefined ? undefined : notes.include(path, node, parseChurnTrace);
  },
};

const entry = variant(
  'churn',
  {
    from: { shape: duration, about: 'when it begins; 0 unless told otherwise' },
    until: { shape: duration, about: 'when it ends: who is down comes back then', required: true },
    nodes: { shape: nodeNames, about: 'among whom; all unless told otherwise' },
    memory: { shape: choice('kept', 'lost'), about: 'what a node still holds that comes back; kept unless told otherwise' },
  },
  {
    sessions: { shape: sessions, about: 'each node for itself is up and down', with: ['from', 'nodes', 'memory'] },
    crashes: { shape: crashes, about: 'now and then one of those that are up goes down', with: ['from', 'nodes', 'memory'] },
    joins: { shape: joins, about: 'new nodes join and leave', with: ['from', 'nodes'] },
    trace: { shape: trace, about: 'a file with lines of ms, node and up or down, as 1000 n1 down', with: ['from', 'memory'] },
  },
);

/** Nodes that come and go. */
export const churn: Shape<readonly ChurnSpec[]> = listOf(as(entry, specOf), 'churn: nodes that come and go');

function specOf({ common, ...one }: NonNullable<ReturnType<typeof entry.read>>): ChurnSpec {
  const { from = 0, until, nodes = ['*'], memory = 'kept' } = common;
  const shared = { from, until, nodes };
  switch (one.kind) {
    case 'sessions':
      return { ...shared, kind: 'sessions', ...one.value, memory };
    case 'crashes':
      return { ...shared, kind: 'crashes', gap: one.value.every, absence: one.value.absence, memory };
    case 'joins': {
      const { every: gap, session, links = 2, prefix = 'guest' } = one.value;
      return { ...shared, kind: 'joins', gap, session, links, prefix };
    }
    case 'trace': {
      const named = one.value.flatMap(({ action }) => ('nodes' in action ? action.nodes : []));
      return { kind: 'trace', from, until, nodes: [...new Set(named)], entries: one.value, memory };
    }
  }
}
