import type { Fault } from '../../faults/fault-spec.js';
import type { Action, TimelineEntry } from '../../timeline/timeline-entry.js';
import { as, listOf, record } from '../shape/compounds.js';
import { choice, text } from '../shape/scalars.js';
import type { Shape } from '../shape/shape.js';
import { duration } from '../shape/units.js';
import { variant } from '../shape/variant.js';
import { FAULT_KEYS, FAULTS } from './faults.js';
import { groups, nodeName, nodeNames, pairOfNames } from './names.js';
import { nodeSettings } from './settings.js';

const message = record('a message', {
  from: { shape: nodeName, about: 'which node says it', required: true },
  text: { shape: text, about: 'what it says', required: true },
});
const newcomer = record('a new node', {
  name: { shape: nodeName, about: 'that no node has or had', required: true },
  neighbours: { shape: nodeNames, about: 'whom it is linked with' },
  settings: { shape: nodeSettings, about: 'over those of the network' },
});

const entry = variant(
  'an entry of the timeline',
  {
    at: { shape: duration, about: 'when, since the end of the warm-up', required: true },
    for: { shape: duration, about: 'how long the fault lasts; until it is healed unless told otherwise' },
    memory: { shape: choice('kept', 'lost'), about: 'with restart: what a node still holds; kept unless told otherwise' },
    ...FAULT_KEYS,
  },
  {
    ...FAULTS,
    partition: { shape: groups, about: 'nothing gets from one of these groups to another; "*" last is everyone else', with: ['id', 'for'] },
    oneWayPartition: { shape: groups, about: 'nothing gets from an earlier of these groups to a later one', with: ['id', 'for'] },
    heal: {
      shape: listOf(text, 'ids of faults, or all'),
      about: 'ends these faults; all of them unless told otherwise',
      alone: ['all'],
      with: [],
    },
    crash: { shape: nodeNames, about: 'nodes that stop at once', with: [] },
    restart: { shape: nodeNames, about: 'crashed nodes that come back', with: ['memory'] },
    pause: { shape: nodeNames, about: 'nodes that do nothing until they are resumed', with: [] },
    resume: { shape: nodeNames, about: 'paused nodes that go on', with: [] },
    add: { shape: newcomer, about: 'a node that joins', with: [] },
    remove: { shape: nodeNames, about: 'nodes that leave for good', with: [] },
    link: { shape: pairOfNames, about: 'two nodes that become neighbours', with: [] },
    unlink: { shape: pairOfNames, about: 'two neighbours that lose one another', with: [] },
    say: { shape: message, about: 'a message, besides the workload', with: [] },
  },
);

type Entry = NonNullable<ReturnType<typeof entry.read>>;

/** Faults and commands, each at its time. */
export const timeline: Shape<readonly TimelineEntry[]> = listOf(
  as(entry, (one): TimelineEntry => ({ at: one.common.at, action: actionOf(one) })),
  'a timeline of faults and commands',
);

function actionOf(one: Entry): Action {
  switch (one.kind) {
    case 'partition':
      return fault(one, { kind: 'cut' }, { links: 'across', groups: one.value, direction: 'both' });
    case 'oneWayPartition':
      return fault(one, { kind: 'cut' }, { links: 'across', groups: one.value, direction: 'one-way' });
    case 'heal':
      return { do: 'heal', ids: one.value.includes('all') ? [] : one.value };
    case 'restart':
      return { do: 'restart', nodes: one.value, memory: one.common.memory ?? 'kept' };
    case 'crash':
    case 'pause':
    case 'resume':
    case 'remove':
      return { do: one.kind, nodes: one.value };
    case 'add': {
      const { name, settings, neighbours = [] } = one.value;
      return { do: 'add', node: { name, ...(settings !== undefined && { settings }) }, neighbours };
    }
    case 'link':
    case 'unlink':
      return { do: one.kind, a: one.value[0], b: one.value[1] };
    case 'say':
      return { do: 'send', node: one.value.from, text: one.value.text };
    case 'loss':
    case 'bursts':
    case 'delay':
    case 'duplication':
    case 'corruption':
    case 'bandwidth':
    case 'cut':
    case 'slow':
      return fault(one, one.value, one.common.on ?? { links: 'all' });
  }
}

function fault({ common: { id, for: lasts } }: Entry, fault: Fault, on: NonNullable<Entry['common']['on']>): Action {
  const spec = { on, fault, ...(id !== undefined && { id }) };
  return { do: 'fault', fault: spec, ...(lasts !== undefined && { duration: lasts }) };
}
