import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { PROGRAM } from '../support/build.js';

interface Run {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  /** Resolves once standard output contains `text`. */
  shows(text: string): Promise<void>;
  readonly status: Promise<number | null>;
}

const cleanups: (() => void)[] = [];
afterAll(() => cleanups.forEach((cleanup) => cleanup()));

function peerster(...args: string[]): Run {
  const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  cleanups.push(() => void child.kill('SIGKILL'));
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (err += chunk));
  const shows = async (text: string) => {
    while (!out.includes(text)) await once(child.stdout, 'data');
  };
  const status = once(child, 'close').then(([code]) => code as number | null);
  return { child, out: () => out, err: () => err, shows, status };
}

describe.concurrent('peerster network up', () => {
  it('--once tells the whole story in lines and ends with 0', async () => {
    const run = peerster('network', 'up', '--once', '--seed', '3');
    expect(await run.status, run.err()).toBe(0);
    const said = run.out().match(/n\d+:\d+ "/g) ?? [];
    const everywhere = run.out().match(/has reached all 10 nodes after/g) ?? [];
    expect([said.length, everywhere.length]).toEqual([8, 8]);
    expect(run.out()).toMatch(
      /linked as a ring.*cut in two: n1 to n5 and n6 to n10.*5 of 10 nodes: all on its side.*healed.*All nodes have all messages/s,
    );
    expect(run.err()).toBe('');
  });

  it.each([
    ['a line of two', ['--nodes', '2', '--topology', 'line']],
    ['a random graph that loses datagrams', ['--nodes', '12', '--topology', 'regular:4', '--loss', '20%']],
    ['a star with slow links', ['--nodes', '5', '--topology', 'star', '--delay', '10-20']],
    ['processes', ['--nodes', '6', '--engine', 'processes']],
    ['nodes in virtual time', ['--nodes', '30', '--topology', 'regular:4', '--engine', 'emulated', '--delay', '5-50']],
    ['a tree', ['--nodes', '7', '--topology', 'tree']],
  ])('--once converges on %s', async (_name, args) => {
    const run = peerster('network', 'up', '--once', ...args);
    expect(await run.status, run.out() + run.err()).toBe(0);
    expect(run.out()).toContain('cut in two');
  });

  it('--once ends with 1 and says who lacks what where it does not converge', async () => {
    const run = peerster('network', 'up', '--once', '--loss', '1', '--within', '1');
    expect(await run.status).toBe(1);
    expect(run.err()).toMatch(/^peerster network: not everything has spread within 1 s: n1 lacks n\d+:1, .* and \d+ more\n$/);
  });

  it('--record writes the pictures', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'peerster-record-'));
    cleanups.push(() => rmSync(folder, { recursive: true }));
    const run = peerster('network', 'up', '--once', '--record', join(folder, 'story.svg'));
    expect(await run.status, run.err()).toBe(0);
    expect(readFileSync(join(folder, 'story.svg'), 'utf8')).toContain('All nodes have all messages.');
  });

  it('a file that cannot be written is said before the story, not after it', async () => {
    const run = peerster('network', 'up', '--record', '/nowhere/story.svg');
    expect(await run.status).toBe(1);
    expect([run.out(), run.err()]).toEqual(['', "peerster network: ENOENT: no such file or directory, open '/nowhere/story.svg'\n"]);
  });

  it('watched, it stays up, the commands that it prints reach the nodes, and Ctrl-C ends it with 0', async () => {
    const run = peerster('network', 'up', '--delay', '1-5');
    await run.shows('UIPorts: ');
    const [, address = ''] = / send --address (\S+) "hello"/.exec(run.out()) ?? [];
    const sent = peerster('send', '--address', address, 'hello from outside');
    expect(await sent.status, sent.err()).toBe(0);
    await run.shows('"hello from outside"');
    run.child.kill('SIGINT');
    expect(await run.status).toBe(0);
    expect(run.err()).toBe('');
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('%s ends it with 0 in the middle of the story', async (signal) => {
    const run = peerster('network', 'up');
    await run.shows('linked as a ring');
    run.child.kill(signal);
    expect(await run.status, run.err()).toBe(0);
    expect(run.err()).toBe('');
  });

  it.each([
    [['--nodes', '1'], '--nodes <number>.*whole number from 2 to 300'],
    [['--nodes', '1000000'], 'whole number from 2 to 300.*peerster network spread --nodes 1000000'],
    [['--topology', 'rnig'], 'no topology "rnig"; there are: line, ring'],
    [['--topology', 'regular:3', '--nodes', '5'], 'one of the two must be even'],
    [['--delay', 'fast'], 'write ms as 50 or 100-300'],
    [['--delay', '300-100'], 'write the shorter first'],
    [['--loss', '2'], 'fraction from 0 to 1'],
    [['--ui-port', '10000', '--engine', 'emulated'], '--ui-port goes with --engine local'],
    [['--engine', 'real'], 'local, processes, emulated'],
    [['--ui-port', '70000'], 'whole number from 0 to 65535'],
    [['--sead', '1'], 'unknown option'],
    [['extra'], 'too many arguments'],
  ])('bad flags %j are one line and status 2', async (args, message) => {
    const run = peerster('network', 'up', ...args);
    expect(await run.status).toBe(2);
    expect(run.out()).toBe('');
    expect(run.err()).toMatch(new RegExp(`^[^\n]*${message}[^\n]*\n$`));
  });

  it.each([
    [[], 'say what to do: peerster network up'],
    [['down'], "unknown command 'down'"],
  ])('peerster network %j is one line and status 2', async (args, message) => {
    const run = peerster('network', ...args);
    expect(await run.status).toBe(2);
    expect(run.err()).toMatch(new RegExp(`^peerster network: [^\n]*${message}[^\n]*\n$`));
  });

  it('a busy UIPort is one line and status 1', async () => {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    cleanups.push(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const run = peerster('network', 'up', '--ui-port', String(port), '--nodes', '2', '--topology', 'line');
    expect(await run.status).toBe(1);
    expect(run.err()).toMatch(new RegExp(`^peerster network: [^\n]*127.0.0.1:${port}[^\n]*\n$`));
  });

  it('help shows what there is, with examples', async () => {
    const [commands, flags] = [peerster('network', '--help'), peerster('network', 'up', '--help')];
    expect([await commands.status, await flags.status]).toEqual([0, 0]);
    expect(commands.out()).toMatch(/Commands:\n {2}up/);
    expect(flags.out()).toMatch(/--topology.*Examples:.*Topologies:.*regular\[:N\].*Exit status/s);
  });
});
