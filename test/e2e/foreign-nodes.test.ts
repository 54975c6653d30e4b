import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createChannel, createClient } from 'nice-grpc';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CreateNetworkRequest, NetworkEngine, NetworkServiceDefinition, NodeMemory } from '../../src/gen/peerster/v1/network.js';
import { MessageKind } from '../../src/gen/peerster/v1/node.js';
import type { EngineOptions } from '../../src/network/engine/options.js';
import { readNetwork } from '../../src/network/file/read.js';
import type { Outcome } from '../../src/network/network.js';
import { openNetwork } from '../../src/network/open.js';
import { ProcessNetwork } from '../../src/network/processes/network.js';
import { type NodeProgram, PROGRAM_LIMITS } from '../../src/network/programs/node-program.js';
import type { NetworkSpec } from '../../src/network/spec/network-spec.js';
import { realStatements } from '../network/engine/real-statements.js';
import { codeOf, comesTogether, stage as engineStage } from '../network/engine/stage.js';
import { refusal as callRefusal } from '../control/harness.js';
import { network, stage } from '../network/service/stage.js';
import { OURS, shell } from '../support/foreign.js';
import { descendantsOf, HAS_PROC, running } from '../support/process-tree.js';
import { refusal } from '../support/refusal.js';
import { Programs } from './processes.js';
import { lacks } from './tools.js';

const { NETWORK_ENGINE_PROCESSES: engine } = NetworkEngine;
const seconds = (count: number) => ({ seconds: BigInt(count), nanos: 0 });

const open = (program: NodeProgram) => (options: EngineOptions) =>
  ProcessNetwork.open({ ...options, programs: [{ nodes: ['*'], program }] });

async function playOnce(spec: NetworkSpec): Promise<Outcome> {
  const played = await openNetwork(spec);
  try {
    return await played.run();
  } finally {
    await played.close();
  }
}

/** How nodes of this program cannot be started. */
async function complaintAbout(program: NodeProgram, nodes = 1): Promise<string> {
  return (await refusal(engineStage(open(program), { nodes, topology: 'line' }))).message;
}

describe("nodes that are somebody else's, as networks on real sockets", () => {
  realStatements(open(OURS));
});

describe("a network of nodes that are somebody else's, through NetworkService and NodeService", () => {
  /** A line of as many as `nodes`, driven through the network's port. */
  async function line(nodes: number, more: Partial<CreateNetworkRequest> = {}) {
    const stand = await stage(undefined, { any: true, usual: OURS });
    await stand.networks.createNetwork(network('line', nodes, { engine, ...more }));
    return stand;
  }

  test('texts arrive with whatever they hold, are told once, and can be waited for', async () => {
    const { networks, node } = await line(5);
    const text = '$HOME `id` "quoted" \'and\' {name} \\ -dest=n2';
    expect(await node('n1').sendMessage({ text })).toMatchObject({ origin: 'n1', id: 1 });
    expect(await node('n5').sendMessage({ text: 'back' })).toMatchObject({ origin: 'n5', id: 1 });
    await node('n5').awaitRumors({ origins: [{ origin: 'n1', nextId: 2 }], timeout: seconds(20) });
    await networks.awaitConverged({ timeout: seconds(20) });
    expect((await node('n3').getStatus({})).origins.toSorted((a, b) => (a.origin < b.origin ? -1 : 1))).toEqual([
      { origin: 'n1', nextId: 2 },
      { origin: 'n5', nextId: 2 },
    ]);
    const { messages } = await node('n5').listMessages({});
    expect(new Set(messages.map(({ origin, text: said }) => `${origin}: ${said}`))).toEqual(new Set([`n1: ${text}`, 'n5: back']));
    expect(messages).toHaveLength(2);
    const { report } = await networks.getReport({});
    expect(report).toMatchObject({ nodes: 5, rumors: 2n, deliveries: 8n, residue: 0 });
    expect((await networks.explain({})).text).toBe('every node holds every rumor');
  });

  test('a cut holds and is explained, its healing lets everything through, and a node that crashed gets it all again', async () => {
    const { networks, node } = await line(5);
    const selection = { from: { names: ['n1', 'n2'] }, to: { names: ['n3', 'n4', 'n5'] } };
    await networks.addFaults({ faults: [{ id: 'cut', selection, kind: { $case: 'partition', value: {} } }] });
    await networks.crashNodes({ nodes: { names: ['n5'] } });
    await node('n1').sendMessage({ text: 'left' });
    const why = await callRefusal(networks.awaitConverged({ timeout: seconds(1) }));
    expect(why.message).toMatch(/n3, n4 lack rumor 1 of n1: nothing gets from n2 to n3 \(fault cut\)/);
    expect((await callRefusal(node('n5').getStatus({}))).message).toMatch(/^n5 is down/);
    await networks.healFaults({});
    await networks.restartNodes({ nodes: { names: ['n5'] }, memory: NodeMemory.NODE_MEMORY_LOST });
    await networks.awaitConverged({ timeout: seconds(30) });
    expect((await node('n5').listMessages({})).messages.map(({ text }) => text)).toEqual(['left']);
  });

  test('a watch tells every message, and the trace what the node prints', async () => {
    const { node } = await line(2);
    const rumors = node('n2').watchRumors({ start: { $case: 'now', value: true } });
    const watch = rumors[Symbol.asyncIterator]();
    expect((await watch.next()).value.event.$case).toBe('subscribed');
    const events = node('n2').watchEvents({})[Symbol.asyncIterator]();
    expect((await events.next()).value.item.$case).toBe('subscribed');
    await node('n1').sendMessage({ text: 'hello' });
    expect((await watch.next()).value.event.value.messages).toMatchObject([{ origin: 'n1', text: 'hello' }]);
    const kinds = new Set<number>();
    while (kinds.size < 3) kinds.add((await events.next()).value.item.value.kind);
    await watch.return?.();
    await events.return?.();
  });

  test('private messages, routes and peers', async () => {
    const { node } = await line(3, { settings: { routeRumors: 1_000 } });
    await node('n1').awaitRumors({ origins: [{ origin: 'n3', nextId: 2 }], timeout: seconds(20) });
    await node('n1').sendMessage({ text: 'for the third', destination: 'n3' });
    const filter = { kind: MessageKind.MESSAGE_KIND_PRIVATE };
    await expect
      .poll(async () => (await node('n3').listMessages({ filter })).messages)
      .toMatchObject([{ origin: 'n1', text: 'for the third' }]);
    await node('n3').sendMessage({ text: 'to everybody' });
    await node('n1').awaitRumors({ origins: [{ origin: 'n3', nextId: 3 }], timeout: seconds(20) });
    const { peers } = await node('n1').listPeers({});
    expect(peers).toHaveLength(1);
    const { routes } = await node('n1').listRoutes({});
    expect(routes.find(({ destination }) => destination === 'n3')?.nextHop).toBe(peers[0]?.address);
  });

  test('a file is shared, found, downloaded and read; what nobody can ask for is refused with what to do instead', async () => {
    const { node } = await line(3, { settings: { routeRumors: 1_000 } });
    const content = Buffer.alloc(20_000, 'peerster');
    async function* requests() {
      yield { content: { $case: 'name', value: 'some text.bin' } } as const;
      yield { content: { $case: 'data', value: content } } as const;
    }
    const { file } = await node('n3').shareFile(requests());
    expect(file).toMatchObject({ name: 'some text.bin', chunkCount: 3n });
    for (const [at, origin] of [
      ['n1', 'n3'],
      ['n3', 'n1'],
    ] as const)
      await node(at).awaitRumors({ origins: [{ origin, nextId: 2 }], timeout: seconds(20) });
    const found: string[] = [];
    for await (const { event } of node('n1').searchFiles({ keywords: ['text'], budget: 4n })) {
      if (event?.$case === 'match') found.push(`${event.value.node} ${event.value.fileName} ${event.value.metahash}`);
      if (event?.$case === 'match') break;
    }
    expect(found).toEqual([`n3 some text.bin ${file?.metahash}`]);
    const metahash = file?.metahash ?? '';
    let last: unknown;
    for await (const { event } of node('n1').downloadFile({ metahash, name: 'mine.bin', sources: ['n3'] })) last = event;
    expect(last).toMatchObject({ $case: 'file', value: { name: 'mine.bin', metahash, size: 20_000n } });
    const read: Uint8Array[] = [];
    for await (const { data } of node('n1').readFile({ metahash })) read.push(data);
    expect(Buffer.concat(read).equals(content)).toBe(true);
    expect(await callRefusal(node('n1').cancelDownload({ metahash }))).toMatchObject({ reason: 'UNSUPPORTED' });
    expect((await callRefusal(node('n1').addPeer({ address: '127.0.0.1:1' }))).message).toMatch(
      /AddLinks of the network makes it learn one/,
    );
  });

  test('some nodes are ours and some are not', async () => {
    const { networks, node } = await stage(undefined, { any: true });
    const { limits: _, isShared: shared, directory: __, ready: ___, ...rest } = OURS;
    const program = { ...rest, client: OURS.client ?? '', build: [], shared, directory: '', ready: 'EER', limits: undefined };
    const nodes = [{ name: 'n2', program: { ...program, node: `${OURS.node} -v`, ready: 'Gossiper running' } }];
    await networks.createNetwork(network('ring', 4, { engine, nodes } as never));
    await node('n2').sendMessage({ text: 'by another' });
    await node('n4').sendMessage({ text: 'by ours' });
    await networks.awaitConverged({ timeout: seconds(20) });
    expect((await node('n2').getNode({})).version).toBe('');
    expect((await node('n4').getNode({})).version).not.toBe('');
  });

  test('a server starts no program for its callers unless it is told to', async () => {
    const { networks } = await stage();
    const { node, client = '' } = OURS;
    const refused = await callRefusal(networks.createNetwork(network('line', 2, { engine, program: { node, client } } as never)));
    expect(refused).toMatchObject({ reason: 'UNSUPPORTED', message: expect.stringMatching(/start it with --programs/) });
  });
});

describe.skipIf(lacks('go', 'version'))('nodes in Go, with the flags and lines of the course', () => {
  const directory = fileURLToPath(new URL('../foreign/go-node', import.meta.url));
  const go: NodeProgram = {
    ...OURS,
    directory,
    build: ['go build -o Peerster . && go build -o client/client ./client'],
    node: './Peerster -UIPort={ui} -gossipAddr={gossip} -name={name} -peers={peers} -rtimer={rtimer} -antiEntropy=0.3 -ackTimeout=0.3 {simple}',
    client: './client/client -UIPort={ui} -msg={text} -dest={dest} -file={file} -request={request} -keywords={keywords} -budget={budget}',
  };
  const FILE = `nodes: 5
topology: ring
links: { delay: 2-8 ms, loss: 20% }
workload: { from: [n1, n3], every: 100 ms, messages: 4 }
timeline:
  - { at: 300 ms, partition: [[n1, n2], "*"], for: 1 s }
  - { at: 400 ms, crash: n4 }
  - { at: 1 s, restart: n4, memory: lost }
within: 60 s
assert: [inOrder, noneLost]
`;

  test('are built once, and keep what a network file with loss, a partition and a crash asserts', async () => {
    const spec = readNetwork(FILE, 'file');
    const { verdicts, report } = await playOnce({ ...spec, engine: 'processes', programs: [{ nodes: ['*'], program: go }] });
    expect(verdicts.filter(({ isKept }) => !isKept)).toEqual([]);
    expect(report).toMatchObject({ rumors: 8, residue: 0 });
    expect(existsSync(join(directory, 'Peerster'))).toBe(false);
  });
});

describe("programs of somebody else's nodes that fail", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'peerster-submission-'));
    writeFileSync(join(folder, 'source.txt'), 'x');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const limits = { ...PROGRAM_LIMITS, start: 1_000 };

  test('one that is not there', async () => {
    const node = './Peerster {gossip} {name} {peers}';
    expect(await complaintAbout({ ...OURS, node, directory: folder })).toMatch(/^n0 has ended before it was ready: .*\.\/Peerster ENOENT/);
  });

  test('one that cannot be built, of which nothing is left', async () => {
    const build = ['touch built', 'echo undefined: gossip >&2; exit 2'];
    const complaint = await complaintAbout(shell('true', { directory: folder, build }), 2);
    expect(complaint).toMatch(/^the build of .*, echo undefined.*: it ended with status 2; it wrote last:\n {2}undefined: gossip$/);
    expect(readdirSync(folder)).toEqual(['source.txt']);
  });

  test('one that ends at once tells its last lines', async () => {
    expect(await complaintAbout(shell('echo I am $2; echo no thanks >&2; exit 3'))).toMatch(
      /^n0 has ended before it was ready: it ended with status 3; it wrote last:\n {2}(I am n0\n {2}no thanks|no thanks\n {2}I am n0)$/,
    );
  });

  test('one that is never ready', async () => {
    const never = shell('echo almost; exec sleep 1000', { limits });
    expect(await complaintAbout(never)).toMatch(/^n0 is not ready after 1 s: it has not opened \d+; it wrote last:\n {2}almost$/);
    expect(await complaintAbout({ ...never, ready: 'running' })).toMatch(/^n0 is not ready after 1 s: no line of it fits running/);
  });

  test.runIf(HAS_PROC)('one that prints without end, or takes all memory', async () => {
    const output = { ...PROGRAM_LIMITS, output: 100_000 };
    expect(await complaintAbout(shell('exec yes noise', { limits: output }))).toMatch(
      /it wrote more than the 100000 bytes that it may.*\n {2}noise/,
    );
    const memory = { ...PROGRAM_LIMITS, memory: 150_000_000 };
    const node = 'node -e "const all = []; setInterval(() => all.push(Buffer.alloc(5e7, 1)), 20)" {gossip} {name} {peers}';
    expect(await complaintAbout({ ...OURS, node, limits: memory })).toMatch(/^n0 .* it took more than the 150000000 bytes of memory/);
  });

  test('one that ends later is down, and says why', async () => {
    const program = shell('echo ready; sleep 0.3; echo panic: index out of range >&2; exit 2', { ready: 'ready' });
    const short = await engineStage(open(program), { nodes: 1, topology: 'line' });
    expect(await short.time.until(() => short.state(0) === 'down', 10_000)).toBe(true);
    expect(short.foreign?.(0)?.ending.reason.message).toMatch(
      /^n0 has ended: it ended with status 2; it wrote last:\n {2}ready\n {2}panic/,
    );
  });

  test('a client that fails says why, and one that is not there what to add', async () => {
    const client = 'sh -c "echo cannot say $0 >&2; exit 1" {text}';
    const engine_ = await engineStage(open({ ...OURS, client }), { nodes: 2, topology: 'line' });
    expect((await refusal(engine_.publish(0, 'it'))).message).toMatch(
      /^the client of n0, sh: it ended with status 1; it wrote last:\n {2}cannot say it$/,
    );
    const mute = await engineStage(open({ ...OURS, client: undefined }), { nodes: 2, topology: 'line' });
    expect((await refusal(mute.publish(0, 'it'))).message).toMatch(/the program of n0 has no client: add one/);
  });

  test('who publishes at a node that crashes meanwhile is told that it has ended', async () => {
    const slow = await engineStage(open({ ...OURS, client: 'sleep 1000 {text}' }), { nodes: 2, topology: 'line' });
    const publishing = codeOf(slow.publish(0, '1000'));
    await slow.crash(0);
    expect(await publishing).toBe('CLOSED');
  });

  test.runIf(HAS_PROC)('folders are copies, and they and every process are gone with the network', async () => {
    const program = shell('pwd; ls; exec sleep 1000', { directory: folder, build: ['echo done > built.txt'], ready: 'source.txt' });
    const built = await engineStage(open(program), { nodes: 3, topology: 'line' });
    const folders = [0, 1, 2].map((node) => built.foreign?.(node)?.folder ?? '');
    for (const each of folders) expect(readdirSync(each).toSorted()).toEqual(['built.txt', 'source.txt']);
    expect(new Set(folders).size).toBe(3);
    const started = descendantsOf(process.pid);
    await built.close();
    expect(folders.filter((each) => existsSync(each))).toEqual([]);
    expect(running(started)).toEqual([]);
    expect(readdirSync(folder)).toEqual(['source.txt']);
  });

  test('nodes that share the directory run in it, and open no more files than they may', async () => {
    const files = { ...PROGRAM_LIMITS, files: 64 };
    const program = shell('ulimit -n; exec sleep 1000', { directory: folder, isShared: true, limits: files, ready: '^64$' });
    const shared = await engineStage(open(program), { nodes: 2, topology: 'line' });
    expect([0, 1].map((node) => shared.foreign?.(node)?.folder)).toEqual([folder, folder]);
    await shared.close();
    expect(readdirSync(folder)).toEqual(['source.txt']);
  });

  test.runIf(HAS_PROC)('nothing is left of them where the server is killed by SIGKILL', async () => {
    const programs = new Programs();
    const server = programs.start(['network', 'serve', '--port=0', '--ready', '--programs']);
    await server.until(({ lines }) => lines.length > 0);
    const { address } = JSON.parse(server.lines[0] as string) as { address: string };
    const channel = createChannel(address);
    const { node, client = '' } = shell('pwd; exec sleep 1000');
    const program = { node, client, directory: folder, ready: '/', build: [], shared: false };
    await createClient(NetworkServiceDefinition, channel).createNetwork(network('line', 3, { engine, program } as never));
    const started = descendantsOf(server.child.pid as number);
    const { lines } = await createClient(NetworkServiceDefinition, channel).listLines({ node: 'n3' });
    expect(existsSync(lines[0] as string)).toBe(true);
    process.kill(server.child.pid as number, 'SIGKILL');
    await expect.poll(() => running(started), { timeout: 5_000 }).toEqual([]);
    expect(existsSync(lines[0] as string)).toBe(false);
    channel.close();
    await programs.killAll();
  });

  test('a paused node says nothing until it is resumed', async () => {
    const paused = await engineStage(open(OURS), { nodes: 2, topology: 'line' });
    await paused.pause(1);
    await paused.publish(0, 'meanwhile');
    expect(await paused.time.until(() => paused.nextId(1, 'n0') > 1, 500)).toBe(false);
    await paused.resume(1);
    expect(await comesTogether(paused)).toBe(true);
  });
});
