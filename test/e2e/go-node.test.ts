import { spawnSync } from 'node:child_process';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { freePorts, type Program, Programs } from './processes.js';
import { buildGoNode, lacks } from './tools.js';

describe.skipIf(lacks('go', 'version'))('the Go node of the tests', () => {
  const programs = new Programs();
  let folder = '';
  beforeAll(() => {
    folder = buildGoNode();
  });
  afterEach(() => programs.killAll());

  function start(name: string, ui: number, gossip: number, peers: readonly number[], ...more: string[]): Program {
    const list = peers.map((port) => `127.0.0.1:${port}`).join(',');
    const argv = [`-UIPort=${ui}`, `-gossipAddr=127.0.0.1:${gossip}`, `-name=${name}`, `-peers=${list}`, '-v', ...more];
    return programs.run(`${folder}/Peerster`, argv);
  }

  const client = (...argv: string[]) => spawnSync(`${folder}/client`, argv, { encoding: 'utf8' });
  const has = (text: string) => (program: Program) => program.lines.some((line) => line.includes(text));

  test('gossips, repairs and finds the way through a node of ours between two of it', async () => {
    const [uiA, a, b, uiC, c] = (await freePorts(5)) as [number, number, number, number, number];
    const A = start('A', uiA, a, [b], '-rtimer=1');
    await programs.node(`-gossipAddr=127.0.0.1:${b}`, '-name=B', `-peers=127.0.0.1:${a},127.0.0.1:${c}`);
    await A.until(has('Gossiper running'));
    client(`-UIPort=${uiA}`, '-msg=said before C was there');
    const C = start('C', uiC, c, [b], '-rtimer=1');
    await C.until(has(`RUMOR origin A from 127.0.0.1:${b} ID 2 contents said before C was there`));
    await C.until(has(`DSDV A 127.0.0.1:${b}`));
    client(`-UIPort=${uiC}`, '-msg=for A alone', '-dest=A');
    await A.until(has('PRIVATE origin C hop-limit 8 contents for A alone'));
  });

  test('relays simple messages under its own address', async () => {
    const [uiA, a, b, c] = (await freePorts(4)) as [number, number, number, number];
    const A = start('A', uiA, a, [b], '-simple');
    await A.until(has('Gossiper running'));
    const [B, C] = [start('B', 0, b, [a, c], '-simple'), start('C', 0, c, [b], '-simple')];
    for (const each of [B, C]) await each.until(has('Gossiper running'));
    client(`-UIPort=${uiA}`, '-msg=simply');
    await C.until(has(`SIMPLE MESSAGE origin A from 127.0.0.1:${b} contents simply`));
  });

  test('refuses a fault that it does not know', async () => {
    expect(await programs.run(`${folder}/Peerster`, ['-mutant=kindness']).exited).toBe(1);
  });
});
