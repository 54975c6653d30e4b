import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.js';
import type { ControlServer } from '../../src/control/listen.js';
import { serveNetworks } from '../../src/network/service/server.js';
import { FakeIo } from './fake-io.js';

const folder = mkdtempSync(join(tmpdir(), 'peerster-verbs-'));
afterAll(() => rmSync(folder, { recursive: true }));

let server: ControlServer;
beforeEach(async () => {
  server = await serveNetworks({ host: '127.0.0.1', port: 0, insecure: false });
});
afterEach(() => server.close());

async function run(...argv: readonly string[]): Promise<{ status: number; printed: string; complained: string }> {
  const io = new FakeIo({ PEERSTER_NETWORK_ADDRESS: server.address });
  const status = await main(argv, io);
  return { status, printed: io.printed, complained: io.complained };
}

/** What a verb prints that does what it is told. */
async function said(...argv: readonly string[]): Promise<string> {
  const { status, printed, complained } = await run('network', ...argv);
  expect([status, complained]).toEqual([0, '']);
  return printed;
}

/** Resolves once something is written that contains a text. */
function called(io: FakeIo, stream: 'out' | 'err', part = ''): Promise<void> {
  const write = io[stream].bind(io);
  return new Promise((resolve) => {
    io[stream] = (text) => {
      write(text);
      if (text !== '' && text.includes(part)) resolve();
    };
  });
}

const say = (text: string, node: string) => run('send', '--address', server.address, '--node', node, text);

describe('the verbs of a server of networks', () => {
  test('make, list, describe and delete networks', async () => {
    expect(await said('create', '--topology', 'ring', '--nodes', '4', '--seed', '7')).toBe('net1: 4 nodes, 4 links, emulated, seed 7\n');
    const file = join(folder, 'pair.yaml');
    writeFileSync(file, 'nodes: [ann, bob]\ntopology: [[ann, bob]]\nseed: 3\n');
    expect(await said('create', file, '--network', 'pair')).toBe('pair: 2 nodes, 1 links, emulated, seed 3\n');
    expect((await said('list')).split('\n')[2]).toMatch(/^pair +emulated +2 of 2 up +1 +0 ms +0 +3$/);
    expect(JSON.parse((await said('list', '--json')).split('\n')[0] as string)).toMatchObject({ name: 'net1', seed: '7', time: '0s' });
    expect(await said('get', '--network', 'pair', '--nodes')).toMatch(/^NAME +STATE .*\nann +up +1 /);
    await said('delete', 'pair');
    expect(await said('get')).toBe('net1: emulated, seed 7, 0 ms old\n4 of 4 nodes up, 4 links, 0 commands planned\n');
  });

  test('put faults in force and heal them', async () => {
    await said('create', '--topology', 'ring', '--nodes', '6');
    expect(await said('fault', 'loss', '20%', '--id', 'lossy')).toBe('in force: lossy\n');
    await said('fault', 'delay', '20-80', '--on', 'n1,n2', '--for', '5s');
    await said('fault', 'cut', '--into', 'n6');
    await said('fault', 'slow', '50', '--out-of', 'n5');
    await said('partition', 'n1..n3');
    expect((await said('get')).split('\n').slice(2, -1)).toEqual([
      'fault lossy: loss 20.0 %',
      'fault delay-1: delay 20 ms to 80 ms on links of n1, n2',
      'fault cut-1: cut into n6',
      'fault slow-node-1: slow by 50 ms out of n5',
      'fault cut-2: cut between n1, n2, n3 | *',
    ]);
    expect(await said('heal', 'lossy')).toBe('healed: lossy\n');
    expect(await said('heal')).toBe('healed: delay-1, cut-1, slow-node-1, cut-2\n');
    expect(await said('heal')).toBe('there was no fault\n');
  });

  test('crash, pause and bring back nodes, let time pass, and say why not all is everywhere', async () => {
    await said('create', '--topology', 'line', '--nodes', '4', '--seed', '1');
    expect(await said('crash', 'n4')).toBe('crashed: n4\n');
    expect(await said('pause', 'n3')).toBe('paused: n3\n');
    await say('hello', 'n1');
    expect(await said('advance', '2s')).toMatch(/^2,\d\d\d ms old\n$/);
    expect(await said('explain')).toContain('n4 lacks rumor 1 of n1: down until a restart\n');
    const early = await run('network', 'run-until', 'rumor', 'n1', '1', '--at', 'n3', '--within', '1s');
    expect([early.status, early.printed]).toEqual([1, '']);
    expect(early.complained).toMatch(/^peerster network: not so within 1s: n3 lacks/);
    expect(await said('resume', 'n3')).toBe('going on: n3\n');
    expect(await said('restart', 'n4', '--memory', 'lost')).toBe('back, memory lost: n4 (up)\n');
    expect(await said('run-until', 'converged')).toMatch(/^so after [\d,]+ ms\n$/);
    expect(await said('explain', 'n1', '1', 'n4')).toBe('n4 holds rumor 1 of n1\n');
    expect(await said('report')).toMatch(/\nrumors +1\ndeliveries +3 +3 at best\n/);
    expect(JSON.parse(await said('report', '--json'))).toMatchObject({ rumors: 1, deliveries: 3 });
  });

  test('follow what happens until they are stopped', async () => {
    await said('create', '--topology', 'ring', '--nodes', '3');
    const io = new FakeIo({ PEERSTER_NETWORK_ADDRESS: server.address });
    const begins = called(io, 'err');
    const watching = main(['network', 'watch', '--kind', 'node'], io);
    await begins;
    expect(io.complained).toBe(`peerster network watch: watching ${server.address}\n`);
    const told = called(io, 'out', 'restarted');
    await said('crash', 'n2');
    await said('restart', 'n2');
    await told;
    io.stop.abort();
    expect(await watching).toBe(0);
    expect(io.printed).toBe('       0 ms  n2 crashed\n       0 ms  n2 restarted\n');
  });

  test.each<[string, readonly string[], RegExp]>([
    ['a fault that does not exist', ['fault', 'lss', '5%'], /there is no fault "lss"; there are cut, loss, /],
    ['a share above 1', ['fault', 'loss', '1.5'], /loss takes a share from 0 to 1, as 0\.2 or 20%, not "1\.5"/],
    ['a delay that goes backwards', ['fault', 'delay', '80-20'], /delay: /],
    ['two selections', ['fault', 'cut', '--on', 'a', '--into', 'b'], /--on, --into and --out-of exclude one another/],
    ['a time without a unit', ['advance', '2'], /the time is "2"; it must be a duration with its unit, as 500ms/],
    ['a condition that is none', ['run-until', 'sunset'], /say until what: run-until converged, or run-until rumor ORIGIN NUMBER/],
    ['half a rumor', ['explain', 'n1'], /explain alice 1 n7/],
    ['an event that is none', ['watch', '--kind', 'packt'], /--kind is "packt"; there are packet, accepted/],
    ['neither file nor topology', ['create'], /give a network file, or --topology and --nodes/],
    ['a file that is not there', ['create', join(folder, 'none.yaml')], /there is no file .*none\.yaml/],
    ['an unknown engine', ['create', '--topology', 'ring', '--engine', 'cloud'], /emulated, local, processes/],
  ])('%s is used wrongly', async (_name, argv, complaint) => {
    const { status, complained } = await run('network', ...argv);
    expect([status, complained.trim().split('\n')]).toEqual([2, [expect.stringMatching(complaint)]]);
  });

  test('what the server refuses is one line that says what to do, and so is that there is none', async () => {
    expect(await run('network', 'get')).toEqual({
      status: 1,
      printed: '',
      complained: 'peerster network: NOT_FOUND: there is no network yet; CreateNetwork makes one\n',
    });
    await server.close();
    const { status, complained } = await run('network', 'list');
    expect(status).toBe(1);
    expect(complained).toMatch(/^peerster network: no network is served at .*; start a server with peerster network serve, or say where/);
  });
});
