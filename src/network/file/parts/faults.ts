import type { DelaySpec, Fault, FaultSpec, NodeNames, Selection } from '../../faults/fault-spec.js';
import { as, type Field, listOf, record, shortOr } from '../shape/compounds.js';
import { number, only, text, whole } from '../shape/scalars.js';
import type { Shape } from '../shape/shape.js';
import { duration, durationRange, fraction } from '../shape/units.js';
import { type Kind, variant } from '../shape/variant.js';
import { groups, nodeNames, two } from './names.js';

const ANY = Number.MAX_SAFE_INTEGER;

const normal = record('a normal distribution', {
  mean: { shape: duration, about: 'on average', required: true },
  jitter: { shape: duration, about: 'the standard deviation', required: true },
});
const exponential = record('an exponential distribution', {
  least: { shape: duration, about: 'what every datagram takes', required: true },
  more: { shape: duration, about: 'on top of it, on average', required: true },
});
const distributions = variant(
  'a delay',
  {},
  {
    normal: { shape: normal, about: 'normally distributed, never less than 0' },
    exponential: { shape: exponential, about: 'exponentially distributed' },
  },
);

const delay: Shape<DelaySpec> = shortOr(
  as(
    durationRange,
    ({ min, max }): DelaySpec => (min === max ? { distribution: 'constant', ms: min } : { distribution: 'uniform', min, max }),
  ),
  as(
    distributions,
    (one): DelaySpec => (one.kind === 'normal' ? { distribution: 'normal', ...one.value } : { distribution: 'exponential', ...one.value }),
  ),
);

const bursts = record('bursts of loss', {
  worsens: { shape: fraction, about: 'the probability that a good link turns bad with a datagram', required: true },
  recovers: { shape: fraction, about: 'that a bad one turns good', required: true },
  lossWhenGood: { shape: fraction, about: 'the loss of a good link; 0 unless told otherwise' },
  lossWhenBad: { shape: fraction, about: 'of a bad one; all unless told otherwise' },
});
const bandwidth = record('a bandwidth', {
  bytesPerSecond: { shape: number(1, ANY), about: 'of each direction of a link', required: true },
  queueBytes: { shape: whole(1, ANY), about: 'that may wait; beyond it the newest is lost', required: true },
});
const slow = record('slowness', {
  delay: { shape: duration, about: 'more on each way in and out' },
  packetsPerSecond: { shape: number(0.001, ANY), about: 'that a node handles of those it receives' },
  queuePackets: { shape: whole(1, ANY), about: 'that may wait; beyond it the newest is lost; 1000 unless told otherwise' },
});

/** What links can do, by its name in a file. */
export const FAULTS = {
  loss: kind(
    'each datagram is lost with this probability',
    as(fraction, (probability): Fault => ({ kind: 'loss', probability })),
  ),
  bursts: kind(
    'loss in bursts (Gilbert and Elliott)',
    as(
      bursts,
      ({ lossWhenGood = 0, lossWhenBad = 1, ...turns }): Fault => ({ kind: 'gilbert-elliott', ...turns, lossWhenGood, lossWhenBad }),
    ),
  ),
  delay: kind(
    'how long a datagram is on its way; what is not constant reorders',
    as(delay, (spec): Fault => ({ kind: 'delay', ...spec })),
  ),
  duplication: kind(
    'one more copy arrives',
    as(fraction, (probability): Fault => ({ kind: 'duplication', probability })),
  ),
  corruption: kind(
    'one bit arrives flipped',
    as(fraction, (probability): Fault => ({ kind: 'corruption', probability })),
  ),
  bandwidth: kind(
    'what a link carries',
    as(bandwidth, (limit): Fault => ({ kind: 'bandwidth', ...limit })),
  ),
  cut: kind(
    'nothing gets through',
    as(only('all'), (): Fault => ({ kind: 'cut' })),
    { kind: 'cut' },
  ),
  slow: kind(
    'slow nodes: what is selected are the links of nodes',
    as(
      slow,
      ({ delay = 0, packetsPerSecond = 0, queuePackets = 1_000 }): Fault => ({
        kind: 'slow-node',
        ms: delay,
        packetsPerSecond,
        queuePackets,
      }),
    ),
  ),
} as const;

function kind(about: string, shape: Shape<Fault>, alone?: Fault): Kind<Fault> {
  return { about, shape, with: ['on', 'id', 'for'], ...(alone !== undefined && { alone }) };
}

const ends = variant(
  'a selection of links',
  {},
  {
    of: { shape: nodeNames, about: 'that lead to or from one of these nodes' },
    into: { shape: nodeNames, about: 'that lead to one of these nodes' },
    outOf: { shape: nodeNames, about: 'that lead from one of these nodes' },
    between: { shape: two, about: 'from nodes of the first to nodes of the second, and back' },
    oneWay: { shape: two, about: 'from nodes of the first to nodes of the second' },
    across: { shape: groups, about: 'from one of these groups to another; "*" last is everyone else' },
  },
);

/** Which links: `all`, names of nodes, or a map that says more. */
export const selection: Shape<Selection> = shortOr(
  as(nodeNames, (nodes): Selection => (nodes.length === 1 && nodes[0] === 'all' ? { links: 'all' } : ofNodes(nodes, 'both'))),
  as(ends, selectionOf),
);

function selectionOf(one: NonNullable<ReturnType<typeof ends.read>>): Selection {
  switch (one.kind) {
    case 'of':
      return ofNodes(one.value, 'both');
    case 'into':
      return ofNodes(one.value, 'in');
    case 'outOf':
      return ofNodes(one.value, 'out');
    case 'across':
      return { links: 'across', groups: one.value, direction: 'both' };
    case 'between':
    case 'oneWay':
      return { links: 'between', from: one.value[0], to: one.value[1], direction: one.kind === 'oneWay' ? 'one-way' : 'both' };
  }
}

function ofNodes(nodes: NodeNames, direction: 'in' | 'out' | 'both'): Selection {
  return { links: 'of', nodes, direction };
}

export const FAULT_KEYS = {
  on: { shape: selection, about: 'which links; all unless told otherwise' },
  id: { shape: text, about: 'a name under which it is healed' },
} as const satisfies Record<string, Field<unknown>>;

const several = record('links', {
  ...Object.fromEntries(Object.entries(FAULTS).map(([name, { shape, about }]) => [name, { shape, about }])),
  ...FAULT_KEYS,
} as Readonly<Record<keyof typeof FAULTS, Field<Fault>>> & typeof FAULT_KEYS);

/** How links are from the beginning on: what they do, all at once or by selections. */
export const links: Shape<readonly FaultSpec[]> = as(listOf(as(several, specsOf), 'how links are: delay, loss, …'), (lists) =>
  lists.flat(),
);

function specsOf({ on = { links: 'all' }, id, ...faults }: NonNullable<ReturnType<typeof several.read>>): readonly FaultSpec[] {
  const given = Object.values(faults).filter((fault) => fault !== undefined);
  return given.map((fault) => ({ on, fault, ...(id !== undefined && { id: given.length === 1 ? id : `${id}-${fault.kind}` }) }));
}
