import { type Figures, figure, type Job, type Measurement, type Row } from '../harness/measurement.js';
import { askOnce } from '../harness/process.js';

const NETWORKS = ['ring', 'regular:4'].flatMap((topology) =>
  [0, 1].map((extensions) => {
    const wire = extensions === 0 ? 'plain' : 'extension';
    return { name: `${wire}.${topology.replace(':', '')}`, about: `${wire} wire, ${topology}`, topology, extensions };
  }),
);

/** All networks at once: it is their idleness that is measured, and it takes its time. */
const job: Job = {
  name: 'networks',
  async run() {
    const found = await Promise.all(NETWORKS.map((network) => askOnce<Figures>('in-sync', 'run', { ...network, seconds: 10 })));
    return Object.fromEntries(
      NETWORKS.flatMap(({ name }, index) => Object.entries(found[index] as Figures).map(([key, value]) => [`${name}.${key}`, value])),
    );
  },
};

export const inSync: Measurement = {
  name: 'in-sync',
  about: 'Datagrams sent while ten nodes have everything and nobody publishes, over 10 s',
  repetitions: 3,
  jobs: [job],
  rows: NETWORKS.flatMap(({ name, about }): Row[] => [
    {
      id: `in-sync.${name}.busiest`,
      about: `${about}: of the busiest node`,
      unit: '/s',
      value: (round) => figure(round, job.name, `${name}.busiest`),
    },
    {
      id: `in-sync.${name}.mean`,
      about: `${about}: a node on average`,
      unit: '/s',
      value: (round) => figure(round, job.name, `${name}.mean`),
    },
  ]),
};
