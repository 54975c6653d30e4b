import { figure, type Job, type Measurement, type Row } from '../harness/measurement.js';
import { askOnce } from '../harness/process.js';

const FACTS = { packets: 100_000, rate: 5_000, loss: 0.2, delay: { min: 5, max: 60 } };

const JOBS: readonly Job[] = [
  { name: 'relay', run: () => askOnce('links', 'relay', FACTS) },
  { name: 'sleeper', run: () => askOnce('links', 'sleeper', { naps: 5_000 }) },
];

function rowsOf(job: string, about: string): Row[] {
  return [
    { id: `links.${job}.median`, about: `${about}: median`, unit: 'ms', value: (round) => figure(round, job, 'median') },
    { id: `links.${job}.p99`, about: `${about}: 99th percentile`, unit: 'ms', value: (round) => figure(round, job, 'p99') },
    { id: `links.${job}.within`, about: `${about}: at most 2 ms`, unit: '%', value: (round) => 100 * figure(round, job, 'within') },
  ];
}

export const links: Measurement = {
  name: 'links',
  about: '100,000 datagrams over one link of the relay, 5,000 a second, asked to take 5 to 60 ms and to get lost with probability 0.2',
  repetitions: 3,
  jobs: JOBS,
  rows: [
    ...rowsOf('relay', 'later than asked'),
    ...rowsOf('sleeper', 'a process that sleeps for 1 ms wakes up too late'),
    {
      id: 'links.loss',
      about: 'loss, measured minus asked',
      unit: 'points',
      value: (round) => Math.abs(100 * (figure(round, 'relay', 'lost') - FACTS.loss)),
    },
    {
      id: 'links.arrived',
      about: 'of those not to be lost, arrived',
      unit: '%',
      value: (round) => 100 * figure(round, 'relay', 'arrived'),
    },
  ],
};
