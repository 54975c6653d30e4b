import { type Figures, figure, type Job, type Measurement, type Round } from '../harness/measurement.js';
import { connect, SERVER } from '../harness/connect.js';
import { Worker } from '../harness/process.js';

const NODE = { nodes: 1, topology: 'line', extensions: 1, seed: 5 };
const [STEPS, STEP] = [10, 10_000];

/** `watchers`: 1 that subscribes, reads nothing until all messages have passed, and then reads them all; or none. */
function job(name: string, watchers: number): Job {
  return {
    name,
    async run() {
      const [server, client] = [Worker.start('serve', ['--expose-gc']), Worker.start('call')];
      try {
        await connect(server, client, 'node', NODE);
        await client.ask('watch', { name: SERVER, watchers, beginning: false });
        const memory = await pass(server);
        const { missing } = await client.ask<{ missing: number }>('read', { messages: STEPS * STEP });
        return { ...memory, missing };
      } finally {
        await Promise.all([server.stop(), client.stop()]);
      }
    },
  };
}

/** Live bytes of the server after each step. */
async function pass(server: Worker): Promise<Figures> {
  const memory: Record<string, number> = {};
  for (let step = 1; step <= STEPS; step++) {
    await server.ask('feed', { messages: STEP, each: 100 });
    memory[`bytes.${step}`] = (await server.ask<{ bytes: number }>('memory')).bytes;
  }
  return memory;
}

function megabytes(round: Round): number {
  const beyond = Array.from({ length: STEPS }, (_, index) => {
    const bytes = (name: string): number => figure(round, name, `bytes.${index + 1}`);
    return bytes('stalled') - bytes('nobody');
  });
  return Math.max(...beyond) / 1e6;
}

export const stalled: Measurement = {
  name: 'stalled',
  about: 'A watcher that reads nothing while 100,000 messages pass, and then everything; looked at after every 10,000',
  repetitions: 3,
  jobs: [job('nobody', 0), job('stalled', 1)],
  rows: [
    {
      id: 'stalled.megabytes',
      about: 'memory that is alive beyond that of the same run without the watcher, at worst',
      unit: 'MB',
      value: megabytes,
    },
    {
      id: 'stalled.missing',
      about: 'missing when it has caught up',
      unit: 'messages',
      value: (round) => figure(round, 'stalled', 'missing'),
    },
    {
      id: 'stalled.log',
      about: 'memory that is alive in that process after the last message, without the watcher',
      unit: 'MB',
      value: (round) => figure(round, 'nobody', `bytes.${STEPS}`) / 1e6,
    },
  ],
};
