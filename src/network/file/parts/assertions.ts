import type { Assertion, Bounds } from '../../assertions/assertion.js';
import { as, listOf, record } from '../shape/compounds.js';
import { number, only } from '../shape/scalars.js';
import type { Shape } from '../shape/shape.js';
import { duration, fraction } from '../shape/units.js';
import { variant } from '../shape/variant.js';
import { nodeNames } from './names.js';

const to = { shape: nodeNames, about: 'which nodes; all that live at the end unless told otherwise' } as const;

const delivered = record('delivered', {
  to,
  share: { shape: fraction, about: 'of all pairs of a rumor and a node; all unless told otherwise' },
  within: { shape: duration, about: 'so long after its publication' },
  by: { shape: duration, about: 'at this time' },
});

const coverage = record('coverage', {
  to,
  at: { shape: duration, about: 'at this time, of the rumors published by then', required: true },
  atLeast: { shape: fraction, about: 'the share that must be there' },
  atMost: { shape: fraction, about: 'the share beyond which it is broken: what a cut keeps away' },
});

const converged = record('converged', {
  by: { shape: duration, about: 'at this time every living node holds everything published', required: true },
});

function bounds(value: Shape<number>): Shape<Bounds> {
  return record('a bound', {
    atLeast: { shape: value, about: 'no less than this' },
    atMost: { shape: value, about: 'no more than this' },
  });
}

const amount = bounds(number(0, Number.POSITIVE_INFINITY));
const ALL = { to: undefined, share: undefined, within: undefined, by: undefined } as const;

const entry = variant(
  'an assertion',
  {},
  {
    delivered: { shape: delivered, about: 'rumors reach these nodes', alone: ALL },
    coverage: { shape: coverage, about: 'how far rumors are at a time' },
    converged: { shape: converged, about: 'every living node holds everything' },
    inOrder: {
      shape: only(true),
      about: 'every node accepts the texts of an origin in the order of their ids, each once and none left out',
      alone: true,
    },
    noneLost: { shape: only(true), about: 'at the end no living node lacks a rumor', alone: true },
    residue: { shape: bounds(fraction), about: 'the share of pairs of a rumor and a living node that is missing at the end' },
    packetsPerDelivery: { shape: amount, about: 'datagrams of all kinds over the deliveries' },
    bytesPerDelivery: { shape: amount, about: 'their bytes without headers' },
    redundancy: { shape: amount, about: 'arrived datagrams with rumors that brought nothing new, over the deliveries' },
    lastHop: { shape: amount, about: 'links that the longest way of a rumor has' },
    lost: { shape: amount, about: 'datagrams that links lost' },
  },
);

type Entry = NonNullable<ReturnType<typeof entry.read>>;

/** What a run is to keep. */
export const assertions: Shape<readonly Assertion[]> = listOf(as(entry, assertionOf), 'assertions: what every run is to keep');

function assertionOf(one: Entry): Assertion {
  switch (one.kind) {
    case 'delivered':
      return { kind: 'delivered', to: one.value.to ?? ['*'], share: one.value.share ?? 1, within: one.value.within, by: one.value.by };
    case 'coverage':
      return { kind: 'coverage', ...one.value, to: one.value.to ?? ['*'] };
    case 'converged':
      return { kind: 'converged', by: one.value.by };
    case 'inOrder':
    case 'noneLost':
      return { kind: one.kind };
    case 'residue':
    case 'packetsPerDelivery':
    case 'bytesPerDelivery':
    case 'redundancy':
    case 'lastHop':
    case 'lost':
      return { kind: 'bound', measure: one.kind, ...one.value };
  }
}
