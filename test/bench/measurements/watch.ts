import { type Figures, figure, type Job, type Measurement, type Round } from '../harness/measurement.js';
import { connect, SERVER } from '../harness/connect.js';
import { Worker } from '../harness/process.js';

const NODE = { nodes: 1, topology: 'line', extensions: 1, seed: 5 };
/** Messages for one watcher, and for each of ten. */
const [ONE, EACH_OF_TEN, BACKLOG] = [40_000, 8_000, 100_000];
/**
 * How far the publisher may be ahead of the watchers, so that none of them is catching up: 8 messages of one watcher are as many as
 * one of ten; with more the slowest of ten would get several in one response.
 */
const [AHEAD_OF_ONE, AHEAD_OF_TEN] = [8, 1];

type Ends = (server: Worker, client: Worker) => Promise<Figures>;

/** A server and a client, each in a process of its own. */
function job(name: string, run: Ends): Job {
  return {
    name,
    async run() {
      const [server, client] = [Worker.start('serve'), Worker.start('call')];
      try {
        return await run(server, client);
      } finally {
        await Promise.all([server.stop(), client.stop()]);
      }
    },
  };
}

const bare =
  (watchers: number, messages: number): Ends =>
  async (server, client) => {
    await connect(server, client, 'bare');
    await client.ask('watch', { name: SERVER, watchers, beginning: false });
    const read = client.ask<Figures>('read', { messages });
    await server.ask('begin', { messages });
    return read;
  };

const live =
  (watchers: number, messages: number, ahead: number): Ends =>
  async (server, client) => {
    await connect(server, client, 'node', NODE);
    await client.ask('watch', { name: SERVER, watchers, beginning: false });
    const read = client.ask<Figures>('read', { messages });
    await server.ask('follow', { messages, ahead });
    return read;
  };

const catchUp: Ends = async (server, client) => {
  await connect(server, client, 'node', NODE);
  await server.ask('feed', { messages: BACKLOG, each: 1_000 });
  await client.ask('watch', { name: SERVER, watchers: 1, beginning: true });
  return client.ask<Figures>('read', { messages: BACKLOG });
};

const rate = (round: Round, name: string): number => figure(round, name, 'messagesPerSecond');
const ratio = (id: string, about: string, name: string, yardstick: string) => ({
  id: `watch.${id}.ratio`,
  about: `${about}: messages/s ÷ the bare stream's`,
  unit: '×',
  value: (round: Round) => rate(round, name) / rate(round, yardstick),
});

export const watch: Measurement = {
  name: 'watch',
  about: 'WatchRumors, fed by publishing in the serving process, read by a client in a process of its own',
  repetitions: 5,
  jobs: [
    job('bare', bare(1, ONE)),
    job('live', live(1, ONE, AHEAD_OF_ONE)),
    job('bare-ten', bare(10, EACH_OF_TEN)),
    job('ten', live(10, EACH_OF_TEN, AHEAD_OF_TEN)),
    job('catch-up', catchUp),
  ],
  rows: [
    ratio('live', 'live, one watcher', 'live', 'bare'),
    ratio('ten', 'live, ten watchers', 'ten', 'bare-ten'),
    ratio('catch-up', 'catching up on 100,000 messages', 'catch-up', 'bare'),
    ...['bare', 'live', 'bare-ten', 'ten', 'catch-up'].flatMap((name) => [
      { id: `watch.${name}.rate`, about: `${name}: messages`, unit: '/s', value: (round: Round) => rate(round, name) },
      {
        id: `watch.${name}.per-response`,
        about: `${name}: messages`,
        unit: '/response',
        value: (round: Round) => figure(round, name, 'perResponse'),
      },
      { id: `watch.${name}.missing`, about: `${name}: missing`, unit: 'messages', value: (round: Round) => figure(round, name, 'missing') },
    ]),
  ],
};
