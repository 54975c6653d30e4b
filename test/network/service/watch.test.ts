import { expect, test } from 'vitest';
import {
  type NetworkEvent,
  NetworkEventKind as Kind,
  NodeChange,
  type WatchNetworkResponse,
} from '../../../src/gen/peerster/v1/network.js';
import { EventKind } from '../../../src/gen/peerster/v1/node.js';
import { reader, refusal } from '../../control/harness.js';
import { ms, network, stage } from './stage.js';

function eventsOf({ item }: WatchNetworkResponse): readonly NetworkEvent[] {
  return item?.$case === 'events' ? item.value.events : [];
}

/** Reads events until there are so many. */
async function collect(stream: { next(): Promise<WatchNetworkResponse> }, count: number): Promise<NetworkEvent[]> {
  const all: NetworkEvent[] = [];
  while (all.length < count) all.push(...eventsOf(await stream.next()));
  return all;
}

test('everything that happens at every node and on every link is watched in order', async () => {
  const { networks, node } = await stage();
  await networks.createNetwork(network('line', 2));
  const watch = reader(
    networks.watchNetwork({
      filter: {
        kinds: [
          Kind.NETWORK_EVENT_KIND_NODE,
          Kind.NETWORK_EVENT_KIND_LINK,
          Kind.NETWORK_EVENT_KIND_FAULT,
          Kind.NETWORK_EVENT_KIND_ACCEPTED,
        ],
      },
    }),
  );
  expect((await watch.next()).item?.$case).toBe('subscribed');
  await node('n1').sendMessage({ text: 'hello' });
  await networks.awaitConverged({});
  await networks.crashNodes({ nodes: { names: ['n2'] } });
  await networks.removeLinks({ links: [{ a: 'n1', b: 'n2' }] });
  await networks.addFaults({ faults: [{ id: 'f', kind: { $case: 'loss', value: 0.5 } }] });
  await networks.healFaults({});
  const events = await collect(watch, 6);
  expect(events.map(({ node: at, what }) => [at, what])).toEqual([
    ['n1', { $case: 'accepted', value: { origin: 'n1', id: 1, from: '' } }],
    ['n2', { $case: 'accepted', value: { origin: 'n1', id: 1, from: 'n1' } }],
    ['n2', { $case: 'change', value: NodeChange.NODE_CHANGE_CRASHED }],
    ['n1', { $case: 'link', value: { other: 'n2', up: false } }],
    ['', { $case: 'fault', value: { id: 'f', inForce: true } }],
    ['', { $case: 'fault', value: { id: 'f', inForce: false } }],
  ]);
});

test('a watch that was cut goes on at its position, without a gap and without a repeat', async () => {
  const { networks } = await stage();
  await networks.createNetwork(network('ring', 5));
  const cut = new AbortController();
  const first = reader(networks.watchNetwork({}, { signal: cut.signal }));
  await first.next();
  await networks.advance({ duration: ms(2_000) });
  const response = await first.next();
  const seen = eventsOf(response);
  expect(seen.length).toBeGreaterThan(0);
  cut.abort();
  await networks.advance({ duration: ms(2_000) });
  const again = reader(networks.watchNetwork({ start: { $case: 'position', value: response.next as never } }));
  expect((await again.next()).item).toEqual({ $case: 'subscribed', value: { restarted: false } });
  const after = await collect(again, 5);
  expect(after[0]?.position).toBe((seen.at(-1)?.position ?? 0n) + 1n);
});

test('packets and traces are filtered by node and by kind', async () => {
  const { networks, node } = await stage();
  await networks.createNetwork(network('line', 3, { links: { delay: { distribution: { $case: 'constant', value: ms(25) } }, loss: 0 } }));
  const packets = reader(networks.watchNetwork({ filter: { nodes: ['n3'], kinds: [Kind.NETWORK_EVENT_KIND_PACKET] } }));
  const traces = reader(
    networks.watchNetwork({ filter: { nodes: ['n2'], kinds: [Kind.NETWORK_EVENT_KIND_TRACE], traceKinds: [EventKind.EVENT_KIND_RUMOR] } }),
  );
  await Promise.all([packets.next(), traces.next()]);
  await node('n1').sendMessage({ text: 'traced' });
  await networks.advance({ duration: ms(3_000) });
  const seen = await collect(packets, 4);
  expect(seen.every(({ node: from, what }) => what?.$case === 'packet' && [from, what.value.to].includes('n3'))).toBe(true);
  expect(seen.map(({ what }) => what?.$case === 'packet' && what.value.delay)).toEqual(seen.map(() => ms(25)));
  const [trace] = await collect(traces, 1);
  expect(trace).toMatchObject({
    node: 'n2',
    what: { $case: 'trace', value: { kind: EventKind.EVENT_KIND_RUMOR, text: 'traced', new: true } },
  });
});

test('who reads too slowly is told how many events it missed, and a position that is gone is out of range', async () => {
  const { networks } = await stage();
  await networks.createNetwork(network('complete', 60));
  const all = reader(networks.watchNetwork({}));
  const { next } = await all.next();
  await networks.advance({ duration: ms(1_200_000) });
  const gone = reader(networks.watchNetwork({ start: { $case: 'position', value: next as never } }));
  const { reason, facts } = await refusal(gone.next());
  expect([reason, Number(facts['oldest']) > 0]).toEqual(['POSITION_GONE', true]);
  const items: string[] = [];
  for (let item = (await all.next()).item; items.at(-1) !== 'missed'; item = (await all.next()).item) items.push(item?.$case ?? '');
  expect(items.at(-1)).toBe('missed');
});

test('sums per interval stand for events in a network too large to read', async () => {
  const { networks, node } = await stage();
  await networks.createNetwork(network('regular:4', 200));
  const watch = reader(networks.watchNetwork({ aggregateInterval: ms(1_000) }));
  await watch.next();
  await node('n1').sendMessage({ text: 'counted' });
  await networks.crashNodes({ nodes: { names: ['n200'] } });
  await networks.advance({ duration: ms(3_000) });
  const sums = [await watch.next(), await watch.next()].map(({ item }) => (item?.$case === 'aggregate' ? item.value : undefined));
  expect(sums[0]).toMatchObject({ begin: ms(0), end: ms(1_000), published: 1n, changes: 1n, nodesUp: 199, lost: 0n });
  expect(sums[0]?.packets.find(({ kind }) => kind === 'rumor')?.packets).toBeGreaterThan(198n);
  expect(sums[1]).toMatchObject({ begin: ms(1_000), end: ms(2_000), published: 0n });
});

test('a watch ends with CLOSED when its network is deleted', async () => {
  const { networks } = await stage();
  await networks.createNetwork(network('line', 2));
  const watches = [reader(networks.watchNetwork({})), reader(networks.watchNetwork({ aggregateInterval: ms(10) }))];
  for (const watch of watches) await watch.next();
  const ends = watches.map((watch) => refusal(watch.rest()));
  await networks.deleteNetwork({});
  expect((await Promise.all(ends)).map(({ reason }) => reason)).toEqual(['CLOSED', 'CLOSED']);
});
