import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { Programs } from './processes.js';
import { ROOT } from './tools.js';

const programs = new Programs();
afterEach(() => programs.killAll());

const BUF = `${ROOT}node_modules/.bin/buf`;
const HALVES = { groups: [{ names: ['n1..n10'] }, { names: ['n11..n20'] }] };

interface Answer {
  readonly status: number | null;
  readonly stderr: string;
  /** Of a call that succeeded. */
  readonly json: object;
}

/** Calls methods of the networks of a port and of their nodes with nothing but `buf curl`, which reads what there is by reflection. */
class Curl {
  constructor(private readonly address: string) {}

  network(method: string, request: object = {}): Promise<Answer> {
    return this.call(`peerster.v1.NetworkService/${method}`, request, []);
  }

  node(name: string, method: string, request: object = {}): Promise<Answer> {
    return this.call(`peerster.v1.NodeService/${method}`, request, ['-H', `peerster-node: ${name}`]);
  }

  private async call(method: string, request: object, headers: readonly string[]): Promise<Answer> {
    const argv = ['curl', '--protocol', 'grpc', '--http2-prior-knowledge', ...headers, '-d', JSON.stringify(request)];
    const program = programs.run(BUF, [...argv, `http://${this.address}/${method}`]);
    const status = await program.exited;
    const { stdout, stderr } = program;
    return { status, stderr, json: status === 0 ? (JSON.parse(stdout) as object) : {} };
  }
}

async function serve(): Promise<{ curl: Curl; stop: () => Promise<number | null> }> {
  const server = programs.start(['network', 'serve', '--port=0', '--ready']);
  await server.until(({ lines }) => lines.length > 0);
  const { address } = JSON.parse(server.lines[0] as string) as { address: string };
  return { curl: new Curl(address), stop: () => server.stop('SIGINT') };
}

async function isRefused(address: string): Promise<boolean> {
  const [host, port] = address.split(':') as [string, string];
  const socket = connect(Number(port), host);
  try {
    await once(socket, 'connect');
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ECONNREFUSED';
  } finally {
    socket.destroy();
  }
}

/** A partition, a crash, a heal and a restart, call by call: the same on every engine. */
async function play(curl: Curl, engine: string): Promise<readonly string[]> {
  const shape = { topology: { name: 'torus:5', nodes: 20 }, links: { delay: { constant: '0.005s' } } };
  const made = await curl.network('CreateNetwork', { engine, seed: 7, ...shape });
  expect(made.json, made.stderr).toMatchObject({ network: { name: 'net1', engine, nodes: 20, nodesUp: 20, links: '40' } });
  const { nodes } = (await curl.network('ListNodes')).json as { nodes: { uiAddress?: string }[] };

  await curl.network('AddFaults', { faults: [{ id: 'cut', partition: {}, selection: HALVES }] });
  expect((await curl.node('n1', 'SendMessage', { text: 'from the left' })).json).toMatchObject({ origin: 'n1', id: 1 });
  expect((await curl.node('n20', 'SendMessage', { text: 'from the right' })).json).toMatchObject({ origin: 'n20', id: 1 });
  const left = { nodes: { names: ['n1..n10'] }, origins: [{ origin: 'n1', nextId: 2 }] };
  expect((await curl.network('RunUntil', { vector: left, limit: '60s' })).json).toMatchObject({ held: true });
  const late = await curl.network('AwaitConverged', { timeout: '0.3s' });
  expect([late.status === 0, late.stderr]).toEqual([
    false,
    expect.stringMatching(/deadline_exceeded.*nothing gets from n\d+ to n\d+ \(fault cut\)/s),
  ]);
  expect((await curl.network('Explain', { rumor: { origin: 'n1', id: 1, node: 'n15' } })).json).toMatchObject({ lacks: [{ node: 'n15' }] });

  expect((await curl.network('CrashNodes', { nodes: { names: ['n5'] } })).json).toEqual({ names: ['n5'] });
  expect((await curl.node('n5', 'GetNode')).stderr).toContain('n5 is down; RestartNodes brings it back');
  expect((await curl.network('HealFaults')).json).toEqual({ ids: ['cut'] });
  const converged = await curl.network('AwaitConverged', { timeout: '60s' });
  expect(converged.json, converged.stderr).toMatchObject({ origins: expect.arrayContaining([{ origin: 'n20', nextId: 2 }]) });

  const back = await curl.network('RestartNodes', { nodes: { names: ['n5'] }, memory: 'NODE_MEMORY_LOST' });
  expect(back.json, back.stderr).toMatchObject({ nodes: [{ name: 'n5', state: 'NODE_STATE_UP' }] });
  expect((await curl.network('AwaitConverged', { timeout: '60s' })).status).toBe(0);
  const { messages } = (await curl.node('n5', 'ListMessages')).json as { messages: { text: string }[] };
  expect(messages.map(({ text }) => text).toSorted()).toEqual(['from the left', 'from the right']);
  expect((await curl.network('GetReport')).json).toMatchObject({ report: { rumors: '2', nodes: 20 } });
  return nodes.flatMap(({ uiAddress }) => (uiAddress === undefined ? [] : [uiAddress]));
}

describe('twenty nodes through NetworkService alone, from buf curl', () => {
  test.each([
    ['NETWORK_ENGINE_EMULATED', 0],
    ['NETWORK_ENGINE_PROCESSES', 20],
  ])('%s: a partition, a crash and a restart', async (engine, uiPorts) => {
    const { curl, stop } = await serve();
    const addresses = await play(curl, engine);
    expect(addresses).toHaveLength(uiPorts);
    expect((await curl.network('DeleteNetwork')).json).toEqual({});
    expect(await Promise.all(addresses.map(isRefused))).toEqual(addresses.map(() => true));
    expect(await stop()).toBe(0);
  });

  test('a server that is stopped takes its processes with it', async () => {
    const { curl, stop } = await serve();
    await curl.network('CreateNetwork', { engine: 'NETWORK_ENGINE_PROCESSES', topology: { name: 'ring', nodes: 3 } });
    const { nodes } = (await curl.network('ListNodes')).json as { nodes: { uiAddress: string }[] };
    expect(await stop()).toBe(0);
    expect(await Promise.all(nodes.map(({ uiAddress }) => isRefused(uiAddress)))).toEqual([true, true, true]);
  });
});

test('peerster call and the verbs reach every node through the port of its network', async () => {
  const server = programs.start(['network', 'serve', '--port=0', '--ready']);
  await server.until(({ lines }) => lines.length > 0);
  const { address } = JSON.parse(server.lines[0] as string) as { address: string };
  const to = ['--address', address];
  await programs.finish('call', ...to, 'CreateNetwork', '{"topology": {"name": "line", "nodes": 3}}');
  expect((await programs.finish('send', ...to, '--node', 'n1', 'hello')).lines).toEqual(['published as rumor 1 of n1']);
  expect((await programs.finish('call', ...to, 'AwaitConverged')).status).toBe(0);
  expect((await programs.finish('messages', ...to, '--node', 'n3', '--network', 'net1')).lines[1]).toMatch(/n1 +1 .*hello$/);
  const lost = await programs.finish('send', ...to, 'to whom?');
  expect([lost.status, lost.complaints]).toEqual([1, [expect.stringContaining('say which node the call is for')]]);
  expect((await programs.finish('peers', ...to, '--node', 'n2')).lines).toHaveLength(3);
});

test.each([
  [['--host', '0.0.0.0'], 2, 'would be open to others on 0.0.0.0.*Add --insecure'],
  [['--port', '65536'], 2, 'whole number from 0 to 65535'],
  [['extra'], 2, 'too many arguments'],
])('peerster network serve %j is one line and status %i', async (argv, status, message) => {
  const refused = await programs.finish('network', 'serve', ...argv);
  expect([refused.status, refused.complaints]).toEqual([status, [expect.stringMatching(new RegExp(message))]]);
});
