import type { RateProcess, WorkloadSpec } from '../../workload/workload-spec.js';
import { as, listOf, record } from '../shape/compounds.js';
import { text, whole } from '../shape/scalars.js';
import type { Shape } from '../shape/shape.js';
import { duration, sizes } from '../shape/units.js';
import { variant } from '../shape/variant.js';
import { nodeNames } from './names.js';

const MOST_MESSAGES = 1_000_000;

const burst = record('a burst', {
  messages: { shape: whole(1, MOST_MESSAGES), about: 'how many at once', required: true },
  every: { shape: duration, about: 'from one burst to the next', required: true },
});

const COMMON = {
  from: { shape: nodeNames, about: 'who sends: each of these nodes at this rate. Without it one that lives is drawn for each message.' },
  start: { shape: duration, about: 'when it begins; 0 unless told otherwise' },
  until: { shape: duration, about: 'after which nobody sends any more' },
  messages: { shape: whole(1, MOST_MESSAGES), about: 'how many each sender sends; all together where they are drawn' },
  size: { shape: sizes, about: 'bytes of a text, as 40 or 20-100; 32 unless told otherwise' },
  text: { shape: text, about: 'the text instead; {n} in it is the number of the message' },
} as const;

const entry = variant('a workload', COMMON, {
  once: { shape: duration, about: 'one message of each sender, at this time', alone: 0 },
  every: { shape: duration, about: 'a constant rate: one message of each sender every so long' },
  poisson: { shape: duration, about: 'a Poisson process: so long apart on average, independent of one another' },
  burst: { shape: burst, about: 'several at once, again and again' },
});

type Entry = NonNullable<ReturnType<typeof entry.read>>;

/** Who says what, and how often. */
export const workload: Shape<readonly WorkloadSpec[]> = listOf(as(entry, specOf), 'workloads: who sends what, and how often');

function specOf(rate: Entry): WorkloadSpec {
  const { from = 'any' as const, start = 0, until: end, messages, size, text } = rate.common;
  const shared = { from, end, size, text };
  if (rate.kind !== 'once') return { ...shared, start, messages, process: processOf(rate) };
  return { ...shared, start: rate.value + start, messages: messages ?? 1, process: { kind: 'constant', every: 1 } };
}

function processOf(rate: Exclude<Entry, { kind: 'once' }>): RateProcess {
  switch (rate.kind) {
    case 'every':
      return { kind: 'constant', every: rate.value };
    case 'poisson':
      return { kind: 'poisson', every: rate.value };
    case 'burst':
      return { kind: 'burst', ...rate.value };
  }
}
