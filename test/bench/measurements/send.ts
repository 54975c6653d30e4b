import { type Figures, figure, type Measurement, type Round, type Row } from '../harness/measurement.js';
import { Worker } from '../harness/process.js';

const IN_FLIGHT = [1, 16, 128] as const;
const WARM_UP_MS = 800;
const [TURNS, SLICE_MS] = [4, 300];

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

/** What a server has done for its client so far, at one number of calls in flight. */
class Tally {
  calls = 0;
  seconds = 0;
  microseconds = 0;
  drainMilliseconds = 0;
  missing = 0;
}

/** A server in a process of its own, and the client's channel to it. */
class Served {
  readonly tallies = new Map<number, Tally>(IN_FLIGHT.map((inFlight) => [inFlight, new Tally()]));
  private readonly worker = Worker.start('serve');

  constructor(
    readonly name: string,
    private readonly client: Worker,
  ) {}

  async open({ question, facts }: Server): Promise<void> {
    await this.client.ask('connect', { name: this.name, ...(await this.worker.ask<object>(question, facts)) });
    await this.slice(16, WARM_UP_MS, new Tally());
  }

  async slice(inFlight: number, ms: number, tally = this.tallies.get(inFlight) as Tally): Promise<void> {
    const before = await this.cpu();
    const { calls, seconds } = await this.client.ask<Figures>('send', { name: this.name, inFlight, ms });
    const { milliseconds, missing } = await this.worker.ask<Figures>('drain');
    tally.calls += calls as number;
    tally.seconds += seconds as number;
    tally.microseconds += (await this.cpu()) - before;
    tally.drainMilliseconds = Math.max(tally.drainMilliseconds, milliseconds as number);
    tally.missing += missing as number;
  }

  stop(): Promise<void> {
    return this.worker.stop();
  }

  private async cpu(): Promise<number> {
    return (await this.worker.ask<{ microseconds: number }>('cpu')).microseconds;
  }
}

/** All servers are there at once, each in its process, and one client calls them by turns, in slices too short for the machine's moods. */
async function run(): Promise<Figures> {
  const client = Worker.start('call');
  const servers = Object.keys(SERVERS).map((name) => new Served(name, client));
  try {
    for (const server of servers) await server.open(SERVERS[server.name] as Server);
    for (let turn = 0; turn < TURNS; turn++) {
      for (const inFlight of IN_FLIGHT) for (const server of servers) await server.slice(inFlight, SLICE_MS);
    }
    return Object.fromEntries(servers.flatMap(figuresOf));
  } finally {
    await Promise.all([client, ...servers].map((each) => each.stop()));
  }
}

function figuresOf({ name, tallies }: Served): [string, number][] {
  return [...tallies].flatMap(([inFlight, { calls, seconds, microseconds, drainMilliseconds, missing }]): [string, number][] => [
    [`${name}.${inFlight}.rate`, calls / seconds],
    [`${name}.${inFlight}.cpu`, microseconds / calls],
    [`${name}.${inFlight}.drain`, drainMilliseconds],
    [`${name}.${inFlight}.missing`, missing],
  ]);
}

function rowsOf(name: string, { about }: Server, inFlight: number): Row[] {
  const id = `${name}.${inFlight}`;
  const of = `${about}, ${inFlight} in flight`;
  const read = (round: Round, what: string): number => figure(round, 'calls', what);
  const rate: Row = { id: `send.${id}.rate`, about: `${of}: calls`, unit: '/s', value: (round) => read(round, `${id}.rate`) };
  const cpu: Row = { id: `send.${id}.cpu`, about: `${of}: CPU of the server`, unit: 'µs/call', value: (round) => read(round, `${id}.cpu`) };
  const ratio: Row = {
    id: `send.${id}.ratio`,
    about: `${of}: calls/s ÷ the echo's`,
    unit: '×',
    value: (round) => read(round, `${id}.rate`) / read(round, `echo.${inFlight}.rate`),
  };
  return name === 'echo' ? [rate, cpu] : [ratio, rate, cpu];
}

const spreading = (name: string): Row[] => [
  {
    id: `send.${name}.drain`,
    about: `${SERVERS[name]?.about}, 128 in flight: until the others have all of it, at worst`,
    unit: 'ms',
    value: (round) => figure(round, 'calls', `${name}.128.drain`),
  },
  {
    id: `send.${name}.missing`,
    about: `${SERVERS[name]?.about}: missing at the others`,
    unit: 'messages',
    value: (round) => IN_FLIGHT.reduce((sum, inFlight) => sum + figure(round, 'calls', `${name}.${inFlight}.missing`), 0),
  },
];

export const send: Measurement = {
  name: 'send',
  about: 'SendMessage of 100 bytes from a client in a process of its own',
  repetitions: 5,
  jobs: [{ name: 'calls', run }],
  rows: [
    ...Object.entries(SERVERS).flatMap(([name, server]) => IN_FLIGHT.flatMap((inFlight) => rowsOf(name, server, inFlight))),
    ...['plain', 'extension'].flatMap(spreading),
  ],
};
