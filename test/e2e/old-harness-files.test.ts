import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bytesOf } from '../support/bytes.js';
import { Harness } from './harness.js';
import { freePorts } from './processes.js';

const RUNS = 10;
const CHUNK = 8_192;

let harness: Harness;
beforeEach(() => {
  harness = new Harness();
});
afterEach(async () => {
  await harness.end('SIGKILL');
  harness.remove();
});

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** As the harness's own program computes it. */
function metahashOf(bytes: Uint8Array): string {
  const chunks = Array.from({ length: Math.ceil(bytes.length / CHUNK) }, (_, at) => bytes.subarray(at * CHUNK, (at + 1) * CHUNK));
  return sha256(Buffer.concat(chunks.map(sha256))).toString('hex');
}

/** Sizes at the edges, one for each run. */
const SIZES = [1, CHUNK - 1, CHUNK, CHUNK + 1, 8 * CHUNK, 100_000, 2_097_152];

class Line {
  private constructor(readonly ui: readonly number[]) {}

  /** A, B and C in a line, each with a route to the others. */
  static async start(): Promise<Line> {
    const ports = await freePorts(6);
    const [ui, gossip] = [ports.slice(0, 3), ports.slice(3)];
    ['A', 'B', 'C'].forEach((name, i) => {
      const peers = [gossip[i - 1], gossip[i + 1]].filter((port) => port !== undefined);
      harness.start(name, ui[i] as number, gossip[i] as number, peers, '-rtimer=1');
    });
    for (const name of ['A', 'B', 'C']) await harness.grep(name, 'Gossiper running');
    return new Line(ui);
  }

  client(node: 'A' | 'B' | 'C', ...argv: string[]): void {
    const { status, stdout, stderr } = harness.client(`-UIPort=${this.ui['ABC'.indexOf(node)]}`, ...argv);
    if (status !== 0 || stdout !== '' || stderr !== '')
      throw new Error(`the client ${argv.join(' ')} ended with ${status}: ${stdout}${stderr}`);
  }
}

function empty(): void {
  spawnSync('sh', ['-c', 'rm -rf _SharedFiles _Downloads && mkdir _SharedFiles _Downloads'], { cwd: harness.folder });
}

test(`files go from node to node in ${RUNS} runs in one working directory, and nothing leaks from one into the next`, async () => {
  for (let run = 1; run <= RUNS; run++) {
    empty();
    const line = await Line.start();
    const bytes = bytesOf(SIZES[run % SIZES.length] as number, run);
    const hash = metahashOf(bytes);
    writeFileSync(join(harness.folder, '_SharedFiles', `file${run}`), bytes);
    line.client('A', `-file=file${run}`);
    line.client('C', `-file=copy${run}`, `-request=${hash}`, '-dest=A');
    await harness.grep('C', `RECONSTRUCTED file copy${run}\n`);
    line.client('A', '-msg=have it?');
    await harness.grep('C', 'contents have it?\n');
    line.client('C', '-msg=got it', '-dest=A');
    await harness.grep('A', 'PRIVATE origin C hop-limit 8 contents got it\n');
    line.client('B', '-keywords=copy,file');
    await harness.grep('B', 'SEARCH FINISHED\n');
    line.client('B', `-file=second${run}`, `-request=${hash}`);
    await harness.grep('B', `RECONSTRUCTED file second${run}\n`);
    expect(await harness.end(run % 2 === 0 ? 'SIGTERM' : 'SIGKILL')).toEqual(run % 2 === 0 ? [0, 0, 0] : [null, null, null]);
    const chunks = Math.ceil(bytes.length / CHUNK);
    const map = Array.from({ length: chunks }, (_, at) => at + 1).join(',');
    for (const [name, at] of [
      [`file${run}`, 'A'],
      [`copy${run}`, 'C'],
    ])
      expect(harness.output('B')).toContain(`FOUND match ${name} at ${at} metafile=${hash} chunks=${map}\n`);
    const told = harness
      .output('C')
      .split('\n')
      .filter((each) => each.startsWith('DOWNLOADING') || each.startsWith('RECONSTRUCTED'));
    expect(told).toEqual([
      `DOWNLOADING metafile of copy${run} from A`,
      ...Array.from({ length: chunks }, (_, at) => `DOWNLOADING copy${run} chunk ${at + 1} from A`),
      `RECONSTRUCTED file copy${run}`,
    ]);
    expect(Buffer.compare(readFileSync(join(harness.folder, '_Downloads', `copy${run}`)), bytes)).toBe(0);
    expect(readdirSync(join(harness.folder, '_Downloads')).sort()).toEqual([`copy${run}`, `second${run}`]);
    expect(readdirSync(join(harness.folder, '_SharedFiles'))).toEqual([`file${run}`]);
    expect(readdirSync(harness.folder).sort()).toEqual(['A.out', 'B.out', 'C.out', 'Peerster', '_Downloads', '_SharedFiles', 'client']);
  }
});

test('what cannot be shared is told by the client, with the status of a program that sends one datagram', async () => {
  mkdirSync(join(harness.folder, '_SharedFiles'));
  writeFileSync(join(harness.folder, '_SharedFiles', 'empty'), '');
  const line = await Line.start();
  const told = (...argv: string[]) => harness.client(`-UIPort=${line.ui[0]}`, ...argv);
  expect(told('-file=nothing')).toMatchObject({
    status: 0,
    stdout: '',
    stderr: expect.stringMatching(/^peerster client: there is no file [^\n]+\n$/),
  });
  expect(told('-file=nothing', '-strict').status).toBe(1);
  expect(told('-file=empty')).toMatchObject({ status: 1, stderr: 'peerster client: empty is empty: there is nothing to share\n' });
  expect(told('-file=../A.out')).toMatchObject({ status: 1, stderr: expect.stringContaining('is not a path under') });
  expect(told('-file=x', `-request=${'ab'.repeat(32)}`)).toMatchObject({
    status: 0,
    stderr: expect.stringContaining('nobody is known to have x'),
  });
});
