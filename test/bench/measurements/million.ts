import { figure, type Measurement, type Row } from '../harness/measurement.js';
import { askOnce } from '../harness/process.js';

const NODES = 1_000_000;
/** What the links lose. */
const LOSSES = [0, 0.05];

function rowsOf(loss: number): Row[] {
  const job = `million.${loss}`;
  const about = loss === 0 ? 'nothing lost' : `${loss * 100} % of the datagrams lost`;
  const row = (name: string, what: string, unit: string): Row => ({
    id: `${job}.${name}`,
    about: `${about}: ${what}`,
    unit,
    value: (round) => figure(round, job, name),
  });
  return [
    row('seconds', 'set-up included', 's'),
    row('cpuSeconds', 'CPU', 's'),
    row('mebibytes', 'memory of the process at most', 'MiB'),
    row('events', 'events from publication on', 'events'),
    row('eventsPerSecond', 'events', '/s'),
    row('missing', 'not reached', 'of all'),
  ];
}

/** Once: it is long. */
export const million: Measurement = {
  name: 'million',
  about: 'One rumor in a random 8-regular graph of 1,000,000 emulated nodes, packets handed over, from the start of the process',
  repetitions: 1,
  jobs: LOSSES.map((loss) => ({
    name: `million.${loss}`,
    run: () => askOnce('emulated', 'cold', { nodes: NODES, rumors: 1, encoded: false, loss }),
  })),
  rows: LOSSES.flatMap(rowsOf),
};
