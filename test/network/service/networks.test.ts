import { expect, test } from 'vitest';
import { NetworkEventKind, NodeMemory, NodeState } from '../../../src/gen/peerster/v1/network.js';
import { refusal } from '../../control/harness.js';
import { ms, network, stage } from './stage.js';

test('networks are made, listed, described and deleted', async () => {
  const { networks } = await stage();
  const made = await networks.createNetwork(network('ring', 4, { settings: { antiEntropy: 500 } }));
  expect(made.network).toMatchObject({ name: 'net1', seed: 7n, nodes: 4, nodesUp: 4, links: 4n, time: ms(0), speed: 0 });
  await networks.createNetwork(network('line', 3, { name: 'second' }));
  expect((await networks.listNetworks({})).networks.map(({ name }) => name)).toEqual(['net1', 'second']);
  const described = await networks.getNetwork({ network: 'net1' });
  expect(described.nodes.map(({ name, state, links }) => [name, state, links])).toEqual(
    ['n1', 'n2', 'n3', 'n4'].map((name) => [name, NodeState.NODE_STATE_UP, 2]),
  );
  expect(described.links).toHaveLength(4);
  expect(described.settings).toContainEqual({ name: 'antiEntropy', value: 500, unit: 'ms' });
  await networks.deleteNetwork({ network: 'net1' });
  expect((await networks.getNetwork({})).network?.name).toBe('second');
  expect(await refusal(networks.getNetwork({ network: 'secund' }))).toMatchObject({
    reason: 'UNKNOWN_NETWORK',
    message: 'there is no network "secund"; did you mean second?',
  });
});

test('a graph may be given link by link, with settings for some nodes and nodes in addition', async () => {
  const { networks, node } = await stage();
  const links = [
    { a: 'alice', b: 'bob' },
    { a: 'bob', b: 'carol' },
  ];
  const nodes = [
    { name: 'bob', settings: { antiEntropy: 0 } },
    { name: 'dave', neighbours: ['alice', 'carol'] },
  ];
  await networks.createNetwork({ shape: { $case: 'edges', value: { links } }, nodes });
  const described = await networks.getNetwork({});
  expect(described.nodes.map((each) => [each.name, each.links])).toEqual([
    ['alice', 2],
    ['bob', 2],
    ['carol', 2],
    ['dave', 2],
  ]);
  expect((await node('bob').getNode({})).settings).toContainEqual({ name: 'antiEntropy', value: 0, unit: 'ms' });
});

test('a graph may be given as GraphML', async () => {
  const { networks } = await stage();
  const graphml = `<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><graph edgedefault="undirected">
    <node id="x"/><node id="y"/><edge source="x" target="y"/></graph></graphml>`;
  await networks.createNetwork({ shape: { $case: 'graphml', value: graphml } });
  expect((await networks.getNetwork({})).links).toEqual([{ a: 'x', b: 'y' }]);
  expect(await refusal(networks.createNetwork({ shape: { $case: 'graphml', value: '<graph' } }))).toMatchObject({
    reason: 'INVALID_REQUEST',
  });
});

test('a network file plays while time passes', async () => {
  const { networks, node } = await stage();
  const file = ['nodes: 5', 'topology: ring', 'warmUp: 1 s', 'timeline:', '  - at: 2 s', '    say: { from: n2, text: planned }', ''].join(
    '\n',
  );
  const { network: made } = await networks.createNetwork({ name: 'played', seed: 5n, shape: { $case: 'file', value: file } });
  expect(made).toMatchObject({ name: 'played', seed: 5n, nodes: 5 });
  await networks.advance({ duration: ms(2_900) });
  expect((await node('n2').listMessages({})).messages).toEqual([]);
  await networks.advance({ duration: ms(200) });
  expect((await node('n2').listMessages({})).messages).toMatchObject([{ text: 'planned' }]);
  const bad = { shape: { $case: 'file' as const, value: 'nodes: 5\ntopology: rnig\n' } };
  expect((await refusal(networks.createNetwork(bad))).message).toMatch(/^file:\d+:\d+: there is no topology "rnig"/);
});

test('nodes and links of a large network come in pages', async () => {
  const { networks } = await stage();
  await networks.createNetwork(network('star', 2_500));
  const first = await networks.listNodes({ pageSize: 2_000 });
  const rest = await networks.listNodes({ pageSize: 2_000, pageToken: first.nextPageToken });
  expect([first.nodes.length, rest.nodes.length, rest.nextPageToken]).toEqual([2_000, 500, '']);
  const links = await networks.listLinks({});
  const others = await networks.listLinks({ pageSize: 10_000, pageToken: links.nextPageToken });
  expect([links.links.length, others.links.length, others.nextPageToken]).toEqual([1_000, 1_499, '']);
  expect((await networks.getNetwork({})).nodes).toHaveLength(1_000);
});

test('nodes crash, come back with or without what they held, pause, go on, come and go', async () => {
  const { networks, node } = await stage();
  await networks.createNetwork(network('ring', 5));
  await node('n1').sendMessage({ text: 'hello' });
  await networks.awaitConverged({});
  expect(await networks.crashNodes({ nodes: { names: ['n2..n3'] } })).toEqual({ names: ['n2', 'n3'] });
  expect(await refusal(networks.crashNodes({ nodes: { names: ['n3'] } }))).toMatchObject({
    reason: 'WRONG_STATE',
    message: 'n3 is down; RestartNodes brings it back',
  });
  await networks.restartNodes({ nodes: { names: ['n2'] } });
  await networks.restartNodes({ nodes: { names: ['n3'] }, memory: NodeMemory.NODE_MEMORY_LOST });
  const held = async (name: string) => (await node(name).listMessages({})).messages.length;
  expect([await held('n2'), await held('n3')]).toEqual([1, 0]);
  await networks.awaitConverged({ timeout: ms(60_000) });
  expect(await held('n3')).toBe(1);
  expect((await networks.addNodes({ nodes: [{ neighbours: ['n1', 'late'] }, { name: 'late' }] })).nodes.map(({ name }) => name)).toEqual([
    'n6',
    'late',
  ]);
  await networks.removeNodes({ nodes: { names: ['n5'] } });
  expect(await refusal(node('n5').getNode({}))).toMatchObject({ reason: 'UNKNOWN_NODE', message: 'n5 has been removed from the network' });
  expect(await refusal(networks.addNodes({ nodes: [{ name: 'n5' }] }))).toMatchObject({ reason: 'NAME_TAKEN' });
  await networks.awaitConverged({ timeout: ms(60_000) });
  expect(await held('late')).toBe(1);
});

test('links come and go', async () => {
  const { networks } = await stage();
  await networks.createNetwork(network('line', 3));
  await networks.addLinks({ links: [{ a: 'n1', b: 'n3' }] });
  await networks.removeLinks({ links: [{ a: 'n2', b: 'n1' }] });
  expect((await networks.listLinks({})).links).toEqual([
    { a: 'n1', b: 'n3' },
    { a: 'n2', b: 'n3' },
  ]);
  expect(await refusal(networks.removeLinks({ links: [{ a: 'n1', b: 'n2' }] }))).toMatchObject({
    reason: 'WRONG_STATE',
    message: 'n1 and n2 are not linked',
  });
});

test('time passes only while a call waits, so the same calls give the same run', async () => {
  const { networks, node } = await stage();
  const play = async (name: string): Promise<unknown> => {
    await networks.createNetwork(network('regular:4', 30, { name, links: { delay: delayed(5, 40), loss: 0.05 } }));
    const time = async () => (await networks.getNetwork({ network: name })).network?.time;
    expect(await time()).toEqual(ms(0));
    await networks.advance({ network: name, duration: ms(1_500) });
    expect(await time()).toEqual(ms(1_500));
    await node('n3').sendMessage({ text: 'same' });
    const { time: converged } = await networks.awaitConverged({ network: name });
    const report = await networks.getReport({ network: name });
    await networks.deleteNetwork({ network: name });
    return [converged, report.report];
  };
  expect(await play('once')).toEqual(await play('again'));
});

test('RunUntil runs to a vector, to an event, to convergence, or to its limit', async () => {
  const { networks, node } = await stage();
  await networks.createNetwork(network('line', 6, { links: { delay: delayed(10, 10), loss: 0 } }));
  await networks.advance({ duration: ms(1_000) });
  await node('n1').sendMessage({ text: 'hello' });
  const origins = [{ origin: 'n1', nextId: 2 }];
  const atThird = await networks.runUntil({ condition: { $case: 'vector', value: { nodes: { names: ['n3'] }, origins } } });
  expect(atThird).toEqual({ held: true, time: ms(1_020) });
  const accepted = { filter: { nodes: ['n5'], kinds: [NetworkEventKind.NETWORK_EVENT_KIND_ACCEPTED] } };
  expect(await networks.runUntil({ condition: { $case: 'event', value: accepted } })).toEqual({ held: true, time: ms(1_040) });
  const never = { $case: 'vector' as const, value: { origins: [{ origin: 'n1', nextId: 3 }] } };
  expect(await networks.runUntil({ condition: never, limit: ms(100) })).toEqual({ held: false, time: ms(1_140) });
  expect(await networks.runUntil({ condition: { $case: 'converged', value: true } })).toEqual({ held: true, time: ms(1_140) });
  expect(await networks.runUntil({ limit: ms(60) })).toEqual({ held: false, time: ms(1_200) });
});

test('a timeline is played at its times', async () => {
  const { networks, node } = await stage();
  await networks.createNetwork(network('ring', 4));
  const entries = [
    { at: ms(3_000), command: { $case: 'restart' as const, value: { nodes: { names: ['n2'] }, memory: NodeMemory.NODE_MEMORY_LOST } } },
    { at: ms(1_000), command: { $case: 'crash' as const, value: { names: ['n2'] } } },
    { at: ms(2_000), command: { $case: 'send' as const, value: { node: 'n4', text: 'n2 is gone' } } },
  ];
  expect(await networks.playTimeline({ entries })).toEqual({ end: ms(3_000) });
  expect((await networks.getNetwork({})).network?.planned).toBe(3);
  const change = { filter: { nodes: ['n2'], kinds: [NetworkEventKind.NETWORK_EVENT_KIND_NODE] } };
  expect(await networks.runUntil({ condition: { $case: 'event', value: change } })).toEqual({ held: true, time: ms(1_000) });
  expect((await networks.listNodes({})).nodes[1]?.state).toBe(NodeState.NODE_STATE_DOWN);
  await networks.advance({ duration: ms(10_000) });
  expect((await node('n2').listMessages({})).messages).toMatchObject([{ origin: 'n4', text: 'n2 is gone' }]);
});

test('a network with a speed goes on by itself', async () => {
  const { networks } = await stage();
  await networks.createNetwork(network('line', 2));
  await networks.setSpeed({ speed: 1_000 });
  await expect.poll(async () => Number((await networks.getNetwork({})).network?.time?.seconds)).toBeGreaterThan(2);
  expect((await networks.getNetwork({})).network?.speed).toBe(1_000);
});

test('a wait ends with CLOSED when its network is deleted, and with the call when the caller leaves', async () => {
  const { networks, node, faults } = await stage();
  await networks.createNetwork(network('line', 2));
  const leaving = new AbortController();
  await networks.setSpeed({ speed: 1 });
  const left = networks.advance({ duration: ms(3_600_000) }, { signal: leaving.signal });
  const waiting = refusal(networks.advance({ duration: ms(3_600_000) }));
  const atNode = refusal(node('n1').awaitRumors({ origins: [{ origin: 'x', nextId: 2 }] }));
  await networks.getNetwork({});
  leaving.abort();
  await expect(left).rejects.toThrow('aborted');
  await networks.deleteNetwork({});
  expect([(await waiting).reason, (await atNode).reason]).toEqual(['CLOSED', 'CLOSED']);
  expect(faults).toEqual([]);
});

function delayed(min: number, max: number) {
  return { distribution: { $case: 'uniform' as const, value: { min: ms(min), max: ms(max) } } };
}
