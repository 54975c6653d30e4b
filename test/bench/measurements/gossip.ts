import { type Figures, figure, type Job, type Measurement, type Row } from '../harness/measurement.js';
import { askOnce } from '../harness/process.js';

const WIRES = { plain: 0, extension: 1 } as const;
type Wire = keyof typeof WIRES;

interface Situation {
  readonly name: string;
  readonly topology: string;
  readonly origins: number;
  readonly lines: boolean;
}

const SITUATIONS: readonly Situation[] = ['ring', 'regular:4'].flatMap((topology) =>
  [1, 10].flatMap((origins) =>
    [false, true].map((lines) => ({
      name: `${topology.replace(':', '')}.${origins === 1 ? 'one' : 'ten'}.${lines ? 'lines' : 'silent'}`,
      topology,
      origins,
      lines,
    })),
  ),
);

/** The loop runs in every situation anew: the machine of a minute ago is no measure. */
function jobsOf({ name, topology, origins, lines }: Situation): Job[] {
  const run = (extensions: number) => (): Promise<Figures> =>
    askOnce('gossip', 'run', { nodes: 10, topology, origins, lines, extensions, messages: 10_000, seed: 5 });
  return [
    { name: `loop.${name}`, run: () => askOnce('dgram-loop', 'run', { ms: 1_000 }) },
    { name: `plain.${name}`, run: run(WIRES.plain) },
    { name: `extension.${name}`, run: run(WIRES.extension) },
  ];
}

function rowsOf(wire: Wire, { name, topology, origins, lines }: Situation): Row[] {
  const job = `${wire}.${name}`;
  const id = `gossip.${job}`;
  const about = `${wire} wire, ${topology}, from ${origins}${lines ? ', lines to a file' : ''}`;
  return [
    {
      id: `${id}.ratio`,
      about: `${about}: deliveries/s ÷ the loop's packets/s`,
      unit: '×',
      value: (round) => figure(round, job, 'deliveriesPerSecond') / figure(round, `loop.${name}`, 'packetsPerSecond'),
    },
    {
      id: `${id}.first`,
      about: `${about}: the same for the first burst`,
      unit: '×',
      value: (round) => figure(round, job, 'firstPerSecond') / figure(round, `loop.${name}`, 'packetsPerSecond'),
    },
    { id: `${id}.packets`, about: `${about}: datagrams`, unit: '/delivery', value: (round) => figure(round, job, 'packetsPerDelivery') },
    { id: `${id}.cpu`, about: `${about}: CPU`, unit: 'µs/delivery', value: (round) => figure(round, job, 'cpuPerDelivery') },
    { id: `${id}.rate`, about: `${about}: deliveries`, unit: '/s', value: (round) => figure(round, job, 'deliveriesPerSecond') },
    { id: `${id}.missing`, about: `${about}: missing`, unit: 'messages', value: (round) => figure(round, job, 'missing') },
  ];
}

export const gossip: Measurement = {
  name: 'gossip',
  about: '10,000 messages of 100 bytes, published at once, until each of ten nodes in one process has them all; the second such burst',
  repetitions: 5,
  jobs: SITUATIONS.flatMap(jobsOf),
  rows: [
    {
      id: 'gossip.loop',
      about: 'the bare dgram loop, both ends in one process',
      unit: 'packets/s',
      value: (round) => figure(round, `loop.${SITUATIONS[0]?.name}`, 'packetsPerSecond'),
    },
    ...(Object.keys(WIRES) as Wire[]).flatMap((wire) => SITUATIONS.flatMap((situation) => rowsOf(wire, situation))),
  ],
};
