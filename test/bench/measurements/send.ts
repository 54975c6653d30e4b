import { type Figures, figure, type Job, type Measurement, type Row } from '../harness/measurement.js';
import { Worker } from '../harness/process.js';

const IN_FLIGHT = [1, 16, 128] as const;
const WARM_UP_MS = 800;
const MS = 1_500;

interface Server {
  readonly about: string;
  readonly question: 'bare' | 'node';
  readonly facts: object;
}

const network = (nodes: number, extensions: number): object => ({ nodes, topology: nodes === 1 ? 'line' : 'ring', extensions, seed: 5 });
const SERVERS: Readonly<Record<string, Server>> = {
  echo: { about: 'a bare nice-grpc echo', question: 'bare', facts: {} },
  alone: { about: 'a node alone', question: 'node', facts: network(1, 1) },
  plain: { about: 'a node and nine more in its process, plain wire', question: 'node', facts: network(10, 0) },
  extension: { about: 'a node and nine more in its process, with the extension', question: 'node', facts: network(10, 1) },
};

/** A server and a client, each in a process of its own. */
async function run({ question, facts }: Server): Promise<Figures> {
  const [server, client] = [Worker.start('serve'), Worker.start('call')];
  try {
    await client.ask('connect', await server.ask(question, facts));
    await client.ask('send', { inFlight: 16, ms: WARM_UP_MS });
    await server.ask('drain');
    const figures: Record<string, number> = { missing: 0 };
    for (const inFlight of IN_FLIGHT) Object.assign(figures, await load(server, client, inFlight, figures));
    return figures;
  } finally {
    await Promise.all([server.stop(), client.stop()]);
  }
}

async function load(server: Worker, client: Worker, inFlight: number, before: Figures): Promise<Figures> {
  const cpu = await server.ask<{ microseconds: number }>('cpu');
  const sent = await client.ask<{ calls: number; callsPerSecond: number }>('send', { inFlight, ms: MS });
  const drained = await server.ask<{ milliseconds: number; missing: number }>('drain');
  const after = await server.ask<{ microseconds: number }>('cpu');
  return {
    [`calls.${inFlight}`]: sent.callsPerSecond,
    [`cpu.${inFlight}`]: (after.microseconds - cpu.microseconds) / sent.calls,
    [`drain.${inFlight}`]: drained.milliseconds,
    missing: (before['missing'] ?? 0) + drained.missing,
  };
}

function rowsOf(name: string, { about }: Server, inFlight: number): Row[] {
  const id = `send.${name}.${inFlight}`;
  const calls = (round: Parameters<Row['value']>[0], job: string): number => figure(round, job, `calls.${inFlight}`);
  const of = `${about}, ${inFlight} in flight`;
  const ratio: Row = {
    id: `${id}.ratio`,
    about: `${of}: calls/s ÷ the echo's`,
    unit: '×',
    value: (round) => calls(round, name) / calls(round, 'echo'),
  };
  return [
    ...(name === 'echo' ? [] : [ratio]),
    { id: `${id}.rate`, about: `${of}: calls`, unit: '/s', value: (round) => calls(round, name) },
    { id: `${id}.cpu`, about: `${of}: CPU of the server`, unit: 'µs/call', value: (round) => figure(round, name, `cpu.${inFlight}`) },
  ];
}

const spreading = (name: string): Row[] => [
  {
    id: `send.${name}.drain`,
    about: `${SERVERS[name]?.about}, 128 in flight: until the others have all of it`,
    unit: 'ms',
    value: (round) => figure(round, name, 'drain.128'),
  },
  {
    id: `send.${name}.missing`,
    about: `${SERVERS[name]?.about}: missing at the others`,
    unit: 'messages',
    value: (round) => figure(round, name, 'missing'),
  },
];

export const send: Measurement = {
  name: 'send',
  about: 'SendMessage of 100 bytes from a client in a process of its own',
  repetitions: 5,
  jobs: Object.entries(SERVERS).map(([name, server]): Job => ({ name, run: () => run(server) })),
  rows: [
    ...Object.entries(SERVERS).flatMap(([name, server]) => IN_FLIGHT.flatMap((inFlight) => rowsOf(name, server, inFlight))),
    ...['plain', 'extension'].flatMap(spreading),
  ],
};
