import { copyFileSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { connect } from '../../clients/typescript/src/connect.js';
import { PROGRAM } from '../support/build.js';
import { freePorts, Programs } from './processes.js';

const programs = new Programs();
afterEach(() => programs.killAll());

describe('a node as a process', () => {
  test('says in one line of JSON where it really is, and is there', async () => {
    const { is } = await programs.node('-name=alice');
    expect(is).toMatchObject({ name: 'alice', gossipAddress: expect.stringMatching(/^127\.0\.0\.1:[1-9]\d*$/) });
    const { status, lines } = await programs.finish('call', 'GetNode', '--address', is.uiAddress);
    expect(status).toBe(0);
    const { settings, ...told } = JSON.parse(lines[0] as string) as Record<string, unknown>;
    expect(told).toMatchObject({ name: 'alice', gossipAddress: is.gossipAddress, uiAddress: is.uiAddress, incarnation: is.incarnation });
    expect(settings).not.toEqual([]);
  });

  test('takes its flags from the environment', async () => {
    const env = { PEERSTER_UIPORT: '0', PEERSTER_GOSSIPADDR: '127.0.0.1:0', PEERSTER_NAME: 'bob', PEERSTER_READY: 'true', PEERSTER_V: '1' };
    const program = programs.start(['node'], env);
    expect(await program.ready()).toMatchObject({ name: 'bob' });
    expect(program.lines[0]).toBe('Gossiper running');
  });

  test('works from its one file alone, wherever that is', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'peerster-alone-'));
    const copy = join(folder, 'program.cjs');
    copyFileSync(PROGRAM, copy);
    const program = programs.run(copy, ['node', '-UIPort=0', '-gossipAddr=127.0.0.1:0', '-ready', '-name=alone']);
    expect(await program.ready()).toMatchObject({ name: 'alone' });
    expect(await program.stop()).toBe(0);
    rmSync(folder, { recursive: true });
  });

  test.each(['SIGTERM', 'SIGINT'] as const)('ends by %s with status 0 although it is watched, and its ports are free', async (signal) => {
    const node = await programs.node('-name=alice');
    const watcher = programs.start(['watch', '--address', node.is.uiAddress]);
    const caller = programs.start(['call', 'WatchEvents', '--address', node.is.uiAddress]);
    await watcher.until(({ stderr }) => stderr.includes('watching'));
    await caller.until(({ lines }) => lines.length > 0);
    expect(await node.stop(signal)).toBe(0);
    expect(await caller.exited).toBe(1);
    expect(caller.stderr).toContain('UNAVAILABLE (CLOSED)');
    const port = node.is.uiAddress.split(':')[1] as string;
    const again = programs.start(['node', `-UIPort=${port}`, `-gossipAddr=${node.is.gossipAddress}`, '-name=alice', '-ready']);
    expect(await again.ready()).toMatchObject({ gossipAddress: node.is.gossipAddress, uiAddress: node.is.uiAddress });
    expect(await watcher.stop('SIGINT')).toBe(0);
  });

  test('ends by the Shutdown call with status 0', async () => {
    const node = await programs.node();
    expect((await programs.finish('call', 'Shutdown', '-a', node.is.uiAddress)).status).toBe(0);
    expect(await node.exited).toBe(0);
  });

  test('goes on when nobody reads its lines any more', async () => {
    const node = await programs.node();
    node.child.stdout?.destroy();
    node.child.stderr?.destroy();
    for (let i = 0; i < 3; i++) expect((await programs.finish('send', `text ${i}`, '-a', node.is.uiAddress)).status).toBe(0);
    expect(await node.stop()).toBe(0);
  });
});

describe('the lines of a node that is ended', () => {
  const COUNT = 500;

  /** Publishes texts, many at once, and ends the node as soon as the last one is accepted. */
  async function publishAndEnd(uiAddress: string, end: () => void): Promise<readonly string[]> {
    const connection = connect(uiAddress);
    const texts = Array.from({ length: COUNT }, (_, i) => `text ${i}`);
    await Promise.all(texts.map((text) => connection.node.sendMessage({ text })));
    end();
    connection.close();
    return texts.map((text) => `CLIENT MESSAGE ${text}`).sort();
  }

  const published = (output: string) =>
    output
      .split('\n')
      .filter((line) => line.startsWith('CLIENT MESSAGE'))
      .sort();

  test('are all in its pipe', async () => {
    const node = await programs.node();
    const expected = await publishAndEnd(node.is.uiAddress, () => node.child.kill('SIGTERM'));
    expect(await node.exited).toBe(0);
    expect(published(node.stdout)).toEqual(expected);
  });

  test('are all in its file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'peerster-lines-'));
    const path = join(folder, 'out');
    const [uiPort] = await freePorts(1);
    const argv = [PROGRAM, 'node', `-UIPort=${uiPort}`, '-gossipAddr=127.0.0.1:0'];
    const child = spawn(process.execPath, argv, { stdio: ['ignore', openSync(path, 'w'), 'inherit'] });
    expect((await programs.finish('client', `-UIPort=${uiPort}`, '-msg=first', '-strict')).status).toBe(0);
    const expected = await publishAndEnd(`127.0.0.1:${uiPort}`, () => child.kill('SIGTERM'));
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(published(readFileSync(path, 'utf8'))).toEqual(['CLIENT MESSAGE first', ...expected]);
    rmSync(folder, { recursive: true });
  });
});

describe('a node that cannot start', () => {
  async function refused(...argv: string[]): Promise<{ status: number | null; complaint: string }> {
    const { status, lines, complaints } = await programs.finish('node', '-UIPort=0', '-gossipAddr=127.0.0.1:0', ...argv);
    expect([lines, complaints.length]).toEqual([[], 1]);
    return { status, complaint: complaints[0] as string };
  }

  test('says which port is busy, with status 1', async () => {
    const { is } = await programs.node();
    const ui = await refused(`-UIPort=${is.uiAddress.split(':')[1]}`);
    expect([ui.status, ui.complaint]).toEqual([1, expect.stringContaining(`${is.uiAddress}: the port is in use`)]);
    const gossip = await refused(`-gossipAddr=${is.gossipAddress}`);
    expect([gossip.status, gossip.complaint]).toEqual([1, expect.stringContaining(`${is.gossipAddress}: the port is in use`)]);
  });

  test('says which address this machine does not have, with status 1', async () => {
    expect(await refused('-gossipAddr=192.0.2.1:5000')).toMatchObject({ status: 1, complaint: expect.stringContaining('192.0.2.1:5000') });
    expect(await refused('-UIAddr=192.0.2.1', '-insecure')).toMatchObject({ status: 1, complaint: expect.stringContaining('192.0.2.1') });
  });

  test.each([
    ['-gossipAddr=localhost', 'localhost'],
    ['-gossipAddr=127.0.0.1:70000', '70000'],
    ['-peers=127.0.0.1', '127.0.0.1'],
    ['-name=', 'name'],
    ['-name=two\nlines', 'line break'],
    ['-set=nonsense=1', 'nonsense'],
    ['-set=coin=2', 'coin is 2'],
    ['-UIAddr=0.0.0.0', '-insecure'],
    ['-uiport=1', '-UIPort'],
    ['-nam=x', '-name'],
    ['-UIPort=', '-UIPort'],
    ['-log-level=loud', 'loud'],
  ])('refuses %j in one line with status 2', async (argument, named) => {
    const { status, complaint } = await refused(argument);
    expect(complaint).toContain(named);
    expect(status).toBe(2);
  });
});
