import { expect, test } from 'vitest';
import {
  CallError,
  type Message,
  MessageKind,
  Network,
  type Node,
  network as networks,
  SearchVerdict,
} from '../../../clients/typescript/src/index.js';
import { startNetwork } from '../../../clients/typescript/src/testing/index.js';
import { TcpProxy } from '../../support/tcp-proxy.js';

// The session of clients/README.md. The names of the steps have its numbers.

const { HindranceKind, NetworkEngine, NodeState } = networks;
const METAHASH = '1804cd34f9d6cc735b70b634786f9d5a42243d0da1ecd5f1e681d718a370899e';
const CONTENT = Uint8Array.from({ length: 20_000 }, (_, place) => place % 251);

test.concurrent.each([
  ['emulated', NetworkEngine.NETWORK_ENGINE_EMULATED],
  ['local', NetworkEngine.NETWORK_ENGINE_LOCAL],
  ['processes', NetworkEngine.NETWORK_ENGINE_PROCESSES],
])('the transcript of the clients, %s', async (_, engine) => {
  const shape = { $case: 'topology', value: { name: 'line', nodes: 5 } } as const;
  const settings = { antiEntropy: 1_000, searchPatience: 300 };
  const network = await startNetwork({ engine, seed: 7n, shape, settings, keepLines: 2_000 });
  try {
    await step1Create(network);
    await step2AddAPeer(network);
    await steps3And4SendWatchResume(network);
    await steps5And6Await(network);
    await steps7To9PrivateMessage(network);
    await step10Share(network.node('n5'));
    await step11Search(network.node('n1'));
    await step12Download(network.node('n1'));
    const cut = await steps13And14Partition(network);
    await steps15And16Explain(network, cut);
    await step17Heal(network, cut);
    await steps18To20CrashAndRestart(network);
    await step21Lines(network);
    await step22Errors(network);
    await step23Report(network, engine);
    await step24Delete(network);
  } finally {
    await network[Symbol.asyncDispose]();
  }
});

async function step1Create(network: Network): Promise<void> {
  const { nodes, links } = await network.describe();
  expect(nodes.map(({ name, state }) => [name, state])).toEqual(
    ['n1', 'n2', 'n3', 'n4', 'n5'].map((name) => [name, NodeState.NODE_STATE_UP]),
  );
  expect(links.map(({ a, b }) => `${a}–${b}`)).toEqual(['n1–n2', 'n2–n3', 'n3–n4', 'n4–n5']);
}

async function step2AddAPeer(network: Network): Promise<void> {
  const { gossipAddress } = await network.node('n5').info();
  expect(await network.node('n3').addPeer(gossipAddress)).toMatchObject({ address: gossipAddress, configured: true });
  const peers = await network.node('n3').peers();
  expect(peers).toHaveLength(3);
  expect(peers.map(({ address }) => address)).toContain(gossipAddress);
}

async function steps3And4SendWatchResume(network: Network): Promise<void> {
  const proxy = new TcpProxy(network.address);
  const elsewhere = Network.connect(await proxy.start(), network.name);
  const watch = await elsewhere.node('n5').subscribe();
  expect(await network.node('n1').send('hello')).toMatchObject({ origin: 'n1', id: 1 });
  expect(await network.node('n5').awaitRumors({ n1: 2 })).toEqual({ n1: 2 });
  expect(await next(watch)).toMatchObject({ origin: 'n1', id: 1, text: 'hello' });
  proxy.cut();
  expect(await network.node('n1').send('while cut')).toMatchObject({ id: 2 });
  await network.node('n5').awaitRumors({ n1: 3 });
  expect(await next(watch)).toMatchObject({ origin: 'n1', id: 2, text: 'while cut' });
  await watch.return?.();
  elsewhere.close();
  proxy.close();
}

async function steps5And6Await(network: Network): Promise<void> {
  expect(await network.node('n5').send('hello back')).toMatchObject({ id: 1 });
  expect(await network.awaitConverged()).toEqual({ n1: 3, n5: 2 });
  expect(await network.node('n1').status()).toEqual({ n1: 3, n5: 2 });
  const late = await refusal(network.node('n1').awaitRumors({ n9: 2 }, { timeout: 100 }));
  expect([late.reason, late.facts['missingOrigins']]).toEqual(['TIMED_OUT', '1']);
}

async function steps7To9PrivateMessage(network: Network): Promise<void> {
  const [peers, routes] = [await network.node('n1').peers(), await network.node('n1').routes()];
  expect(routes.map(({ destination, nextHop }) => [destination, nextHop])).toEqual(peers.map(({ address }) => ['n5', address]));
  expect(peers).toHaveLength(1);
  const watch = await network.node('n5').subscribe({ filter: { kind: MessageKind.MESSAGE_KIND_PRIVATE } });
  expect(await network.node('n1').send('for you alone', { to: 'n5' })).toMatchObject({ id: 0 });
  await network.advance(100);
  expect(await next(watch)).toMatchObject({ origin: 'n1', text: 'for you alone' });
  await watch.return?.();
  expect(await texts(network.node('n5'), { conversation: 'n1' })).toEqual(['for you alone']);
  expect(await texts(network.node('n3'), { kind: MessageKind.MESSAGE_KIND_PRIVATE })).toEqual([]);
  expect(await refusal(network.node('n1').send('for nobody', { to: 'n9' }))).toMatchObject({ reason: 'NO_ROUTE' });
}

async function step10Share(node: Node): Promise<void> {
  const file = { name: 'notes.txt', size: 20_000n, chunkCount: 3n, chunksHad: 3n, metahash: METAHASH };
  expect(await node.share('notes.txt', [CONTENT])).toEqual(file);
  expect(await node.files()).toEqual([file]);
}

async function step11Search(node: Node): Promise<void> {
  const search = node.search(['notes'], { budget: 16 });
  const matches = [];
  for await (const match of search) matches.push(match);
  expect(matches).toEqual([{ fileName: 'notes.txt', node: 'n5', metahash: METAHASH, chunks: [1, 2, 3], chunkCount: 3n }]);
  expect(search.ended).toEqual({ verdict: SearchVerdict.SEARCH_VERDICT_EXHAUSTED, fullMatches: 1 });
}

async function step12Download(node: Node): Promise<void> {
  expect(await node.download(METAHASH, 'copy.txt').file()).toMatchObject({ name: 'copy.txt', size: 20_000n, chunksHad: 3n });
  const read: Uint8Array[] = [];
  for await (const bytes of node.readFile(METAHASH)) read.push(bytes);
  expect(Buffer.concat(read).equals(CONTENT)).toBe(true);
  expect((await node.files()).map(({ name }) => name)).toEqual(['copy.txt']);
}

async function steps13And14Partition(network: Network): Promise<string> {
  const cut = await network.partition(['n1..n2']);
  expect((await network.faults()).map(({ id }) => id)).toEqual([cut]);
  expect(await network.node('n1').send('left')).toMatchObject({ id: 3 });
  expect(await network.node('n5').send('right')).toMatchObject({ id: 2 });
  expect(await network.runUntilHeld({ n1: 4 }, ['n1..n2'])).toBe(true);
  expect(await network.runUntilHeld({ n5: 3 }, ['n3..n5'])).toBe(true);
  await network.advance(500);
  expect(await network.node('n3').status()).toEqual({ n1: 3, n5: 3 });
  return cut;
}

async function steps15And16Explain(network: Network, cut: string): Promise<void> {
  const { converged, lacks } = await network.explain({ origin: 'n1', id: 3, node: 'n5' });
  expect([converged, lacks.length]).toEqual([false, 1]);
  expect(lacks[0]).toMatchObject({ node: 'n5', origin: 'n1', first: 3, last: 3 });
  expect(lacks[0]?.holders.toSorted()).toEqual(['n1', 'n2']);
  expect(lacks[0]?.hindrances).toContainEqual(expect.objectContaining({ kind: HindranceKind.HINDRANCE_KIND_CUT, fault: cut }));
  expect(await network.explain()).toMatchObject({ converged: false, totalLacks: 5n });
}

async function step17Heal(network: Network, cut: string): Promise<void> {
  expect(await network.heal([cut])).toEqual([cut]);
  expect(await network.faults()).toEqual([]);
  expect(await network.awaitConverged()).toEqual({ n1: 4, n5: 3 });
  expect(await network.explain()).toMatchObject({ converged: true });
}

async function steps18To20CrashAndRestart(network: Network): Promise<void> {
  const watch = await network.node('n4').subscribe({ from: 'beginning' });
  const told = [];
  while (told.length < 5) told.push((await next(watch)).text);
  expect(told.toSorted()).toEqual(['hello', 'hello back', 'left', 'right', 'while cut']);
  await network.crash(['n4']);
  expect(await refusal(network.node('n4').info())).toMatchObject({ reason: 'CLOSED' });
  for await (const { name, state } of network.states()) expect([name, state === NodeState.NODE_STATE_DOWN]).toEqual([name, name === 'n4']);
  expect(await network.node('n1').send('without n4')).toMatchObject({ id: 4 });
  await network.node('n5').awaitRumors({ n1: 5 });
  await network.restart(['n4'], { memory: 'lost' });
  await network.node('n4').awaitRumors({ n1: 5, n5: 3 });
  expect(await next(watch)).toMatchObject({ text: 'without n4' });
  await watch.return?.();
  expect(await texts(network.node('n4'), { kind: MessageKind.MESSAGE_KIND_RUMOR })).toHaveLength(6);
  expect(await network.awaitConverged()).toEqual({ n1: 5, n5: 3 });
}

async function step21Lines(network: Network): Promise<void> {
  const lines = await network.lines('n5');
  expect(lines).toContain('CLIENT MESSAGE hello back');
  expect(lines.filter((line) => /^PRIVATE origin n1 hop-limit .* contents for you alone$/.test(line))).toHaveLength(1);
  expect(await network.lines('n5', 2)).toHaveLength(2);
}

async function step22Errors(network: Network): Promise<void> {
  expect(await refusal(network.node('n9').info())).toMatchObject({ reason: 'UNKNOWN_NODE' });
  expect(await refusal(network.node('n1').send('x'.repeat(8_193)))).toMatchObject({ reason: 'TEXT_TOO_LONG', facts: { limit: '8192' } });
}

async function step23Report(network: Network, engine: number): Promise<void> {
  expect((await network.report()).report).toMatchObject({ rumors: 6n, nodes: 5, engine, seed: 7n });
}

async function step24Delete(network: Network): Promise<void> {
  await network.delete();
  expect(await network.rpc.listNetworks({})).toEqual({ networks: [] });
}

async function next(watch: AsyncIterator<Message>): Promise<Message> {
  return (await watch.next()).value as Message;
}

async function texts(node: Node, filter: Parameters<Node['messages']>[0]): Promise<readonly string[]> {
  const all = [];
  for await (const { text } of node.messages(filter)) all.push(text);
  return all;
}

/** What a call fails with. */
async function refusal(call: Promise<unknown>): Promise<CallError> {
  const error = await call.then(
    () => new Error('the call succeeded'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof CallError)) throw error;
  return error;
}
