import { Status } from 'nice-grpc';
import { expect, test } from 'vitest';
import { type CreateNetworkRequest, type Fault, NetworkEngine } from '../../../src/gen/peerster/v1/network.js';
import { refusal } from '../../control/harness.js';
import { ms, network, stage } from './stage.js';

const LOCAL = { engine: NetworkEngine.NETWORK_ENGINE_LOCAL };
const PROCESSES = { engine: NetworkEngine.NETWORK_ENGINE_PROCESSES };

test.each<[string, Partial<CreateNetworkRequest>, string]>([
  ['a topology that does not exist', network('rnig', 5), 'there is no topology "rnig"; there are: line, ring, '],
  ['an impossible topology', network('regular:3', 5), 'one of the two must be even'],
  ['a ring of two', network('ring', 2), 'a ring needs at least 3 nodes, not 2'],
  ['a million nodes on real sockets', network('regular:8', 1_000_000, LOCAL), 'take at most 300, or the engine emulated'],
  ['a thousand processes', network('ring', 1_000, PROCESSES), 'take at most 100, or the engine emulated'],
  ['more nodes than memory holds', network('complete', 9_000_000), 'or set NODE_OPTIONS=--max-old-space-size='],
  ['a seed too large', network('ring', 5, { seed: 2n ** 60n }), 'it must be at most 9007199254740991'],
  [
    'an engine that does not exist',
    network('ring', 5, { engine: NetworkEngine.UNRECOGNIZED }),
    'engine -1 does not exist; use 1 (emulated)',
  ],
  ['an unknown setting', network('ring', 5, { settings: { antEntropy: 1 } }), 'antiEntropy'],
  ['an impossible setting', network('ring', 5, { settings: { coin: 2 } }), 'coin'],
  ['two nodes of one name', network('ring', 3, { names: ['a', 'a'] }), '"a"'],
  ['more names than nodes', network('ring', 3, { names: ['a', 'b', 'c', 'd'] }), 'names has 4 entries for 3 nodes'],
  ['an impossible loss', network('ring', 3, { links: { loss: 1.5, delay: undefined } }), '1.5'],
  ['a link from a node to itself', { shape: { $case: 'edges', value: { links: [{ a: 'x', b: 'x' }] } } }, 'x'],
])('CreateNetwork refuses %s with what to do instead, and leaves nothing behind', async (_name, request, message) => {
  const { networks, faults } = await stage();
  const refused = await refusal(networks.createNetwork(request));
  expect([Status.INVALID_ARGUMENT, Status.ALREADY_EXISTS]).toContain(refused.code);
  expect(refused.message).toContain(message);
  expect((await networks.listNetworks({})).networks).toEqual([]);
  expect(faults).toEqual([]);
});

test.each<[string, Partial<Fault>, string, string]>([
  ['no kind', {}, 'INVALID_REQUEST', 'a fault does nothing; give loss, burst_loss, delay, '],
  ['a share above 1', { kind: { $case: 'loss', value: 2 } }, 'INVALID_SETTING', 'it must be a fraction from 0 to 1'],
  [
    'a negative delay',
    { kind: { $case: 'delay', value: { distribution: { $case: 'constant', value: { seconds: -1n, nanos: 0 } } } } },
    'INVALID_REQUEST',
    'delay.constant must not be negative',
  ],
  [
    'bounds the wrong way round',
    { kind: { $case: 'delay', value: { distribution: { $case: 'uniform', value: { min: ms(9), max: ms(2) } } } } },
    'INVALID_REQUEST',
    'max must not be less',
  ],
  [
    'an empty delay',
    { kind: { $case: 'delay', value: { distribution: undefined } } },
    'INVALID_REQUEST',
    'give constant, uniform, normal or exponential',
  ],
  ['a duration of nothing', { kind: { $case: 'loss', value: 1 }, duration: ms(0) }, 'INVALID_REQUEST', 'leave it out for one that lasts'],
  ['a node of nobody', lossAt({ from: { names: ['n7'], all: false, count: 0 } }), 'UNKNOWN_NODE', 'no node is called "n7"'],
  ['a range that goes backwards', lossAt({ from: { names: ['n3..n1'], all: false, count: 0 } }), 'INVALID_REQUEST', 'write n1..n3'],
  ['more nodes than there are', lossAt({ from: { names: [], all: true, count: 9 } }), 'INVALID_REQUEST', 'the selection has only 5 nodes'],
  ['a partition of one group', lossAt({ groups: [{ names: ['n1'], all: false, count: 0 }] }), 'INVALID_REQUEST', 'it needs at least two'],
  ['one way from anywhere to anywhere', lossAt({ oneWay: true }), 'INVALID_REQUEST', 'one_way needs from, to or groups'],
])('AddFaults refuses %s', async (_name, fault, reason, message) => {
  const { networks } = await stage();
  await networks.createNetwork(network('ring', 5));
  expect(await refusal(networks.addFaults({ faults: [fault] }))).toMatchObject({ reason, message: expect.stringContaining(message) });
  expect((await networks.listFaults({})).faults).toEqual([]);
});

test('a timeline that contradicts itself is refused as a whole, by the entry that does', async () => {
  const { networks } = await stage();
  await networks.createNetwork(network('ring', 5));
  const crash = { at: ms(1_000), command: { $case: 'crash' as const, value: { names: ['n1'] } } };
  const restart = { at: ms(500), command: { $case: 'restart' as const, value: { nodes: { names: ['n1'] } } } };
  expect(await refusal(networks.playTimeline({ entries: [crash, restart] }))).toMatchObject({
    reason: 'INVALID_REQUEST',
    message: 'entry 2 of the timeline, at 500 ms: restart n1: it is up from the beginning; crash it first',
    facts: { entry: '1' },
  });
  const late = { at: { seconds: -5n, nanos: 0 }, command: crash.command };
  expect(await refusal(networks.playTimeline({ entries: [late] }))).toMatchObject({
    message: expect.stringContaining('at must not be negative'),
  });
  expect(await refusal(networks.playTimeline({ entries: [{ at: ms(1) }] }))).toMatchObject({
    message: expect.stringContaining('give it a command'),
  });
  expect((await networks.getNetwork({})).network?.planned).toBe(0);
});

test('commands on nobody, unknown names and times that cannot be are refused', async () => {
  const { networks } = await stage();
  await networks.createNetwork(network('ring', 5));
  const refused = async (call: Promise<unknown>): Promise<string> => (await refusal(call)).message;
  expect(await refused(networks.crashNodes({}))).toBe('no node is selected; give names, or all');
  expect(await refused(networks.pauseNodes({ nodes: { names: ['m*'] } }))).toBe('no node fits the pattern "m*"');
  expect(await refused(networks.resumeNodes({ nodes: { names: ['n1'] } }))).toBe('n1 is up; only a paused node can be resumed');
  expect(await refused(networks.restartNodes({ nodes: { names: ['n1'] } }))).toBe('n1 is up; CrashNodes stops it first');
  expect(await refused(networks.addLinks({ links: [{ a: 'n1', b: 'n1' }] }))).toBe('no link leads from n1 to itself; name two nodes');
  expect(await refused(networks.addNodes({ nodes: [{ name: 'x', neighbours: ['nobody'] }] }))).toContain('no node is called "nobody"');
  expect(await refused(networks.healFaults({ ids: ['f'] }))).toBe('no fault "f" is in force; ListFaults tells which are');
  expect(await refused(networks.advance({}))).toContain('duration is missing');
  expect(await refused(networks.advance({ duration: { seconds: -1n, nanos: 0 } }))).toContain('duration must not be negative');
  expect(await refused(networks.setSpeed({ speed: -1 }))).toContain('speed');
  expect(await refused(networks.runUntil({ condition: { $case: 'vector', value: {} } }))).toContain('vector.origins needs entries');
  expect(await refused(networks.explain({ rumor: { origin: 'n1', node: 'n2' } }))).toBe('rumor needs an origin and an id from 1');
  expect(await refused(networks.listNodes({ pageToken: 'x' }))).toContain('leave it empty to begin');
  expect((await networks.listNodes({})).nodes).toHaveLength(5);
});

function lossAt(selection: Partial<Fault['selection']>): Partial<Fault> {
  const none = { from: undefined, to: undefined, oneWay: false, groups: [] };
  return { kind: { $case: 'loss', value: 0.5 }, selection: { ...none, ...selection } };
}
