import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Figures, figure, type Measurement } from '../harness/measurement.js';
import { askOnce } from '../harness/process.js';
import { startNode } from '../harness/program.js';

const MANY = 50;

async function ownProcess(): Promise<Figures> {
  const node = await startNode();
  await sleep(1_000);
  const kilobytes = Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${node.pid}/status`, 'latin1'))?.[1]);
  await node.stop();
  return { bytes: kilobytes * 1_024 };
}

const resident = (nodes: number) => (): Promise<Figures> => askOnce('memory', 'resident', { nodes }, ['--expose-gc']);

export const memory: Measurement = {
  name: 'memory',
  about: 'Memory of nodes to which nothing happens',
  repetitions: 3,
  jobs: [
    { name: 'idle', run: () => askOnce('memory', 'idle', { count: 20_000 }, ['--expose-gc']) },
    { name: 'one', run: resident(1) },
    { name: 'many', run: resident(MANY) },
    { name: 'process', run: ownProcess },
  ],
  rows: [
    {
      id: 'memory.idle-core',
      about: 'an idle node of the core with four peers, one of 20,000',
      unit: 'bytes',
      value: (round) => figure(round, 'idle', 'bytes'),
    },
    {
      id: 'memory.in-one-process',
      about: `resident, each further node with its sockets and API, in one process of ${MANY}`,
      unit: 'MB',
      value: (round) => (figure(round, 'many', 'bytes') - figure(round, 'one', 'bytes')) / (MANY - 1) / 1e6,
    },
    {
      id: 'memory.process',
      about: 'resident, a process of its own: `peerster node`',
      unit: 'MB',
      value: (round) => figure(round, 'process', 'bytes') / 1e6,
    },
  ],
};
