import { existsSync, readFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Harness } from './harness.js';
import { freePorts } from './processes.js';

const ADDRESS = String.raw`127\.0\.0\.1:\d+`;

/** Everything that a node may print, to the letter. */
const LINE = new RegExp(
  `^(${[
    'Gossiper running',
    'CLIENT MESSAGE .+',
    `SIMPLE MESSAGE origin \\S+ from ${ADDRESS} contents .+`,
    `RUMOR origin \\S+ from ${ADDRESS} ID \\d+ contents .+`,
    `STATUS from ${ADDRESS}( peer \\S+ nextID \\d+)*`,
    `PEERS ${ADDRESS}(,${ADDRESS})*`,
    `MONGERING with ${ADDRESS}`,
    `FLIPPED COIN sending rumor to ${ADDRESS}`,
    `IN SYNC WITH ${ADDRESS}`,
    `DSDV \\S+ ${ADDRESS}`,
  ].join('|')})$`,
);

describe('a harness written for the Go programs', () => {
  let harness: Harness;
  beforeEach(() => {
    harness = new Harness();
  });
  afterEach(async () => {
    await harness.end('SIGKILL');
    harness.remove();
  });

  const NAMES = ['A', 'B', 'C', 'D'] as const;

  async function startLine(...more: string[]): Promise<{ ui: readonly number[]; gossip: readonly number[] }> {
    const ports = await freePorts(8);
    const [ui, gossip] = [ports.slice(0, 4), ports.slice(4)];
    NAMES.forEach((name, i) => {
      const peers = [gossip[i - 1], gossip[i + 1]].filter((port) => port !== undefined);
      harness.start(name, ui[i] as number, gossip[i] as number, peers, ...more);
    });
    for (const name of NAMES) await harness.grep(name, 'Gossiper running');
    return { ui, gossip };
  }

  test('finds in every node of a line what it greps for, and no other line', async () => {
    const { ui, gossip } = await startLine('-rtimer=0', '-antiEntropy=1');
    for (const [i, name] of NAMES.entries()) expect(harness.client(`-UIPort=${ui[i]}`, `-msg=Hello from ${name}`).status).toBe(0);
    for (const node of NAMES) {
      for (const origin of NAMES) if (origin !== node) await harness.grep(node, `ID 1 contents Hello from ${origin}\n`);
    }
    expect(await harness.end()).toEqual([0, 0, 0, 0]);
    for (const [i, name] of NAMES.entries()) {
      const lines = harness.output(name).split('\n').slice(0, -1);
      expect(lines.filter((line) => !LINE.test(line))).toEqual([]);
      expect(lines.filter((line) => line === `CLIENT MESSAGE Hello from ${name}`)).toHaveLength(1);
      const neighbours = [gossip[i - 1], gossip[i + 1]].filter((port) => port !== undefined).map((port) => `127.0.0.1:${port}`);
      expect(lines).toContain(`PEERS ${neighbours.join(',')}`);
      for (const neighbour of neighbours) expect(harness.output(name)).toContain(`STATUS from ${neighbour}`);
      expect(lines.some((line) => line.startsWith('MONGERING with '))).toBe(true);
      expect(lines.some((line) => line.startsWith('IN SYNC WITH '))).toBe(true);
    }
    const b = harness.output('B');
    expect(b).toContain(`RUMOR origin A from 127.0.0.1:${gossip[0]} ID 1 contents Hello from A\nPEERS 127.0.0.1:${gossip[0]},`);
  });

  test('finds simple messages along a line, each relayed by the neighbour', async () => {
    const { ui, gossip } = await startLine('-simple');
    expect(harness.client('-UIPort', String(ui[0]), '-msg', 'simply hello')).toMatchObject({ status: 0, stdout: '', stderr: '' });
    for (const i of [1, 2, 3] as const) {
      await harness.grep(NAMES[i], `SIMPLE MESSAGE origin A from 127.0.0.1:${gossip[i - 1]} contents simply hello\nPEERS `);
    }
    expect(await harness.end()).toEqual([0, 0, 0, 0]);
    for (const name of NAMES)
      expect(
        harness
          .output(name)
          .split('\n')
          .slice(0, -1)
          .filter((line) => !LINE.test(line)),
      ).toEqual([]);
  });

  test.skipIf(!existsSync('/proc/self/cmdline'))('finds its nodes by the name of its program, as `pkill -f Peerster` does', async () => {
    const [ui, gossip] = await freePorts(2);
    const { pid } = harness.start('A', ui as number, gossip as number, []);
    await harness.grep('A', 'Gossiper running');
    expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8')).toMatch(/\/Peerster\0/);
  });

  test('may call the client before its node is up, or without any', async () => {
    const [ui, gossip, nobody] = await freePorts(3);
    const early = spawn(join(harness.folder, 'client'), [`-UIPort=${ui}`, '-msg=early', '-strict'], { stdio: 'ignore' });
    harness.start('A', ui as number, gossip as number, []);
    expect(await once(early, 'close')).toEqual([0, null]);
    await harness.grep('A', 'CLIENT MESSAGE early\n');
    expect(harness.client(`-UIPort=${nobody}`, '-msg=x')).toMatchObject({
      status: 0,
      stdout: '',
      stderr: expect.stringContaining('no node answers'),
    });
    expect(harness.client(`-UIPort=${nobody}`, '-msg=x', '-strict').status).toBe(1);
  });

  test('is warned about what this version does not do, without failing', async () => {
    const [ui, gossip] = await freePorts(2);
    harness.start('A', ui as number, gossip as number, []);
    await harness.grep('A', 'Gossiper running');
    const sent = harness.client(`-UIPort=${ui}`, '-msg=x', '-dest=B');
    expect(sent).toMatchObject({ status: 0, stdout: '', stderr: expect.stringMatching(/^peerster client: [^\n]+\n$/) });
    expect(harness.client(`-UIPort=${ui}`, `-msg=${'x'.repeat(9_000)}`)).toMatchObject({ status: 1, stdout: '' });
  });
});
