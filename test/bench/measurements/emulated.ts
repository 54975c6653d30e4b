import { type Figures, figure, type Job, type Measurement, type Row } from '../harness/measurement.js';
import { askOnce } from '../harness/process.js';

const SIZES = [10_000, 100_000];
const WAYS = { objects: false, encoded: true } as const;
type Way = keyof typeof WAYS;
/** Nodes and rumors of runs of which the whole time counts. */
const CROWDS = [
  { nodes: 1_000, rumors: 60 },
  { nodes: 10_000, rumors: 60 },
];

const emulate = (question: 'warm' | 'cold', facts: object): Promise<Figures> => askOnce('emulated', question, facts);

/** The bare loop runs beside each size anew: the machine of a minute ago is no measure. */
const jobs: readonly Job[] = [
  ...SIZES.flatMap((nodes): Job[] => [
    { name: `loop.${nodes}`, run: () => askOnce('agenda-loop', 'run', { nodes }) },
    ...(Object.keys(WAYS) as Way[]).map((way) => ({
      name: `${way}.${nodes}`,
      run: () => emulate('warm', { nodes, rumors: 1, encoded: WAYS[way] }),
    })),
  ]),
  ...CROWDS.map(({ nodes, rumors }) => ({ name: `crowd.${nodes}`, run: () => emulate('cold', { nodes, rumors, encoded: false }) })),
];

function rowsOf(way: Way, nodes: number): Row[] {
  const job = `${way}.${nodes}`;
  const about = `${nodes.toLocaleString('en-GB')} nodes, packets ${way === 'objects' ? 'handed over' : 'encoded and decoded'}`;
  return [
    {
      id: `emulated.${job}.ratio`,
      about: `${about}: events/s of the bare loop's`,
      unit: '×',
      value: (round) => figure(round, job, 'eventsPerSecond') / figure(round, `loop.${nodes}`, 'eventsPerSecond'),
    },
    { id: `emulated.${job}.events`, about: `${about}: events of a run`, unit: 'events', value: (round) => figure(round, job, 'events') },
    { id: `emulated.${job}.rate`, about: `${about}: events`, unit: '/s', value: (round) => figure(round, job, 'eventsPerSecond') },
    { id: `emulated.${job}.bytes`, about: `${about}: memory`, unit: 'bytes/node', value: (round) => figure(round, job, 'bytesPerNode') },
    { id: `emulated.${job}.missing`, about: `${about}: not reached`, unit: 'of all', value: (round) => figure(round, job, 'missing') },
  ];
}

export const emulated: Measurement = {
  name: 'emulated',
  about: 'One rumor in a random 8-regular graph in virtual time, beside a binary heap of events without a protocol',
  repetitions: 3,
  jobs,
  rows: [
    ...SIZES.map((nodes) => ({
      id: `emulated.loop.${nodes}`,
      about: `the bare loop, ${nodes.toLocaleString('en-GB')} nodes`,
      unit: '/s',
      value: (round: Parameters<Row['value']>[0]) => figure(round, `loop.${nodes}`, 'eventsPerSecond'),
    })),
    ...SIZES.flatMap((nodes) => (Object.keys(WAYS) as Way[]).flatMap((way) => rowsOf(way, nodes))),
    ...CROWDS.map(({ nodes, rumors }) => ({
      id: `emulated.crowd.${nodes}.seconds`,
      about: `${nodes.toLocaleString('en-GB')} nodes, ${rumors} rumors of ${rumors} nodes, set-up included`,
      unit: 's',
      value: (round: Parameters<Row['value']>[0]) => figure(round, `crowd.${nodes}`, 'seconds'),
    })),
  ],
};
