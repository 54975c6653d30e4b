import { createCipheriv } from 'node:crypto';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_SETTINGS } from '../../../src/core/settings.js';
import { type Figures, figure, type Measurement, type Row } from '../harness/measurement.js';
import { Worker } from '../harness/process.js';

const MiB = 1_048_576;
const BYTES = 64 * MiB;
const ZEROS = Buffer.alloc(MiB);
const CHUNKS = BYTES / 8_192;

interface Fetched {
  readonly seconds: number;
  readonly grown: number;
}

/**
 * Gives `act` a folder with a file of 64 MiB without a pattern, and another one to be got before it, so that no code is met for the first
 * time, or compiled, while the clock runs. Ends what it has started.
 */
async function withFile(act: (folder: string, start: (name: string) => Worker) => Promise<Figures>): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'peerster-bench-'));
  const workers: Worker[] = [];
  const start = (name: string): Worker => {
    const worker = Worker.start(name);
    workers.push(worker);
    return worker;
  };
  try {
    const zeros = Buffer.alloc(BYTES);
    const bytes = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16)).update(zeros);
    writeFileSync(join(folder, 'film'), bytes);
    writeFileSync(join(folder, 'warm-up'), Buffer.concat([bytes.subarray(1), bytes.subarray(0, 1)])); // no chunk is one of the film
    return await act(folder, start);
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()));
    rmSync(folder, { recursive: true });
  }
}

/**
 * Takes as much of the system's cache as a download fills, and gives it back. A virtual machine's memory that nobody has used of late is
 * slow at first (measured: 90 ms for 64 MiB instead of 15): without this, who writes second would pay for it.
 */
function touchMemory(folder: string): void {
  const scratch = join(folder, 'scratch');
  for (let mebibytes = 0; mebibytes < (4 * BYTES) / MiB; mebibytes++) appendFileSync(scratch, ZEROS);
  rmSync(scratch);
}

const bare = (relays: number) => (): Promise<Figures> =>
  withFile(async (folder, start) => {
    let { port } = await start('bare-files').ask<{ port: number }>('source', { file: join(folder, 'film') });
    for (let relay = 0; relay < relays; relay++) ({ port } = await start('bare-files').ask<{ port: number }>('relay', { port }));
    const order = { port, chunks: CHUNKS, window: DEFAULT_SETTINGS.dataWindow };
    const getter = start('bare-files');
    await getter.ask('fetch', { ...order, file: join(folder, 'first copy') });
    touchMemory(folder);
    const { seconds } = await getter.ask<Fetched>('fetch', { ...order, file: join(folder, 'copy') });
    return { rate: BYTES / 1e6 / seconds };
  });

const nodes = (relays: number) => (): Promise<Figures> =>
  withFile(async (folder, start) => {
    const line: Worker[] = [];
    let peers: string[] = [];
    for (let at = 0; at < relays + 2; at++) {
      const node = start('file-node');
      peers = [(await node.ask<{ address: string }>('open', { name: `n${at}`, peers, folder })).address];
      line.push(node);
    }
    const [source, getter] = [line[0], line.at(-1)] as [Worker, Worker];
    await source.ask('meet', { name: `n${relays + 1}` });
    await getter.ask('meet', { name: 'n0' });
    const fetch = async (path: string): Promise<Fetched> => {
      const { metahash } = await source.ask<{ metahash: string }>('share', { path });
      touchMemory(folder);
      return getter.ask<Fetched>('fetch', { metahash, name: path, from: 'n0' });
    };
    await fetch('warm-up');
    const { seconds, grown } = await fetch('film');
    const [sent, got] = [join(folder, 'film'), join(folder, `n${relays + 1}`, 'film')].map((file) => readFileSync(file));
    return { rate: BYTES / 1e6 / seconds, grown: grown / 1e6, wrong: sent?.equals(got as Buffer) === true ? 0 : 1 };
  });

function rowsOf(way: string, about: string): Row[] {
  const [ours, yardstick] = [way, `bare-${way}`];
  return [
    {
      id: `files.${way}.ratio`,
      about: `${about}: ÷ the bare path's`,
      unit: '×',
      value: (round) => figure(round, ours, 'rate') / figure(round, yardstick, 'rate'),
    },
    { id: `files.${way}.rate`, about, unit: 'MB/s', value: (round) => figure(round, ours, 'rate') },
    { id: `files.bare-${way}.rate`, about: `the bare path, ${way}`, unit: 'MB/s', value: (round) => figure(round, yardstick, 'rate') },
    {
      id: `files.${way}.grown`,
      about: `${about}: growth of the downloader, resident`,
      unit: 'MB',
      value: (round) => figure(round, ours, 'grown'),
    },
    { id: `files.${way}.wrong`, about: `${about}: files with other bytes`, unit: 'files', value: (round) => figure(round, ours, 'wrong') },
  ];
}

export const files: Measurement = {
  name: 'files',
  about:
    'A download of 64 MiB on loopback, each node a process, beside the bare path (read, SHA-256 of 8 KiB, datagrams both ways, write) in as many processes with the same window',
  repetitions: 5,
  jobs: [
    { name: 'bare-direct', run: bare(0) },
    { name: 'direct', run: nodes(0) },
    { name: 'bare-relay', run: bare(1) },
    { name: 'relay', run: nodes(1) },
  ],
  rows: [...rowsOf('direct', 'from a neighbour'), ...rowsOf('relay', 'over one relay')],
};
