import type { Cost } from '../../../src/cli/network/spread-table.js';
import type { SpreadReport } from '../../../src/network/spread/spread.js';
import { type Figures, figure, type Measurement, type Row } from '../harness/measurement.js';
import { printed } from '../harness/program.js';

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

/** As a user runs it. */
async function spread(loss: number): Promise<Figures> {
  const began = performance.now();
  const words = ['--nodes', NODES, '--topology', 'regular:8', '--delay', '10-100', '--loss', loss, '--seed', 1, '--json'];
  const { report, cost } = JSON.parse(await printed('network', 'spread', ...words.map(String))) as { report: SpreadReport; cost: Cost };
  const { cpuSeconds, eventsPerSecond, peakMegabytes: mebibytes } = cost;
  const seconds = (performance.now() - began) / 1_000;
  return { seconds, cpuSeconds, mebibytes, events: report.events, eventsPerSecond, missing: 1 - report.reached };
}

/** Once: it is long. */
export const million: Measurement = {
  name: 'million',
  about:
    'One rumor in a random 8-regular graph of 1,000,000 emulated nodes, packets handed over: `peerster network spread`, from the start of the process',
  repetitions: 1,
  jobs: LOSSES.map((loss) => ({
    name: `million.${loss}`,
    run: () => spread(loss),
  })),
  rows: LOSSES.flatMap(rowsOf),
};
