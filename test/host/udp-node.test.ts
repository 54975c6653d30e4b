import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import type { NodeEvent } from '../../src/core/events.js';
import { openUdpNode, type UdpNodeOptions } from '../../src/host/open.js';
import type { UdpNode } from '../../src/host/udp-node.js';
import { refusal, refusalOf } from '../support/refusal.js';

const open: UdpNode[] = [];
afterEach(() => {
  for (const node of open.splice(0)) node.close();
});

async function start(name: string, options: Partial<UdpNodeOptions> = {}): Promise<UdpNode> {
  const node = await openUdpNode({ name, gossipAddress: '127.0.0.1:0', settings: { antiEntropy: 50, settleTime: 20 }, ...options });
  open.push(node);
  return node;
}

/** Resolves once the node holds so many messages. */
function holds(node: UdpNode, count: number): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (node.query((core) => core.log.end) < count) return;
      stop();
      resolve();
    };
    const stop = node.tap(look);
    look();
  });
}

async function publish(node: UdpNode, text: string): Promise<void> {
  await node.settled(new AbortController().signal);
  node.command((core) => core.publish(text));
}

const textsOf = (node: UdpNode): string[] =>
  node.query(({ log }) => Array.from({ length: log.end - log.oldest }, (_, index) => log.at(log.oldest + index).text));

const peersOf = (node: UdpNode): string[] => node.query((core) => core.listPeers().map(({ peer }) => `${peer.host}:${peer.port}`));

describe('a node on UDP', () => {
  it('reports the port that it was given', async () => {
    const node = await start('A');
    expect(node.facts.gossipAddress).toMatch(/^127\.0\.0\.1:[1-9]\d*$/);
    expect(node.facts.name).toBe('A');
  });

  it('hands a text to its peer, which learns it as a peer', async () => {
    const a = await start('A');
    const b = await start('B', { peers: [a.facts.gossipAddress] });
    await publish(b, 'hello');
    await holds(a, 1);
    expect(textsOf(a)).toEqual(['hello']);
    expect(peersOf(a)).toEqual([b.facts.gossipAddress]);
    expect(b.query((core) => core.log.at(0).relay)).toBeUndefined();
    expect(a.counters.byKind.rumor.packetsIn + a.counters.byKind.bundle.packetsIn).toBeGreaterThan(0);
  });

  it.each(['[::1]:0', '[::]:0'])('gossips over IPv6 at %s', async (gossipAddress) => {
    const a = await start('A', { gossipAddress, advertise: '[::1]:0' });
    const b = await start('B', { gossipAddress, advertise: '[::1]:0', peers: [a.facts.gossipAddress] });
    await publish(b, 'hello');
    await holds(a, 1);
    expect(textsOf(a)).toEqual(['hello']);
  });

  it('on all IPv6 interfaces gossips with IPv4 peers and writes their addresses as IPv4', async () => {
    const a = await start('A');
    const b = await start('B', { gossipAddress: '[::]:0', peers: [a.facts.gossipAddress] });
    await publish(a, 'hello');
    await holds(b, 1);
    expect(peersOf(b)).toEqual([a.facts.gossipAddress]);
  });

  it('resolves the host names of its peers', async () => {
    const a = await start('A');
    const port = a.facts.gossipAddress.split(':')[1];
    const b = await start('B', { peers: [`localhost:${port}`] });
    expect(peersOf(b)).toEqual([a.facts.gossipAddress]);
    expect(await b.resolve(`localhost:${port}`)).toBe(await b.resolve(a.facts.gossipAddress));
  });

  it('starts without a peer whose name cannot be resolved, and says so', async () => {
    const told: string[] = [];
    const node = await start('A', { peers: ['no-such-host.invalid:5000', '127.0.0.1:9'], report: (_level, message) => told.push(message) });
    expect(peersOf(node)).toEqual(['127.0.0.1:9']);
    expect(told.join()).toContain('no-such-host.invalid');
  });

  it('takes no address of its own for a peer', async () => {
    const probe = await start('probe');
    const address = probe.facts.gossipAddress;
    probe.close();
    const port = address.split(':')[1];
    const node = await start('A', { gossipAddress: `0.0.0.0:${port}`, peers: [address, `127.0.0.2:${port}`, `localhost:${port}`] });
    expect(peersOf(node)).toEqual([]);
    expect(node.command((core) => core.listPeers())).toEqual([]);
  });

  it('advertises another address when told to', async () => {
    const node = await start('A', { gossipAddress: '0.0.0.0:0', advertise: '203.0.113.9:7000' });
    expect(node.facts.gossipAddress).toBe('203.0.113.9:7000');
    const other = await start('B', { gossipAddress: '0.0.0.0:0', advertise: '203.0.113.9:0' });
    expect(other.facts.gossipAddress).toMatch(/^203\.0\.113\.9:[1-9]\d*$/);
  });

  it('counts datagrams that are no packets, and goes on', async () => {
    const node = await start('A');
    const dropped = new Promise<NodeEvent>((resolve) => node.trace(new Set(['dropped']), resolve));
    const socket = createSocket('udp4');
    socket.send('not a packet', Number(node.facts.gossipAddress.split(':')[1]), '127.0.0.1');
    expect(await dropped).toMatchObject({ kind: 'dropped', reason: 'malformed', bytes: 12 });
    expect(node.counters.drops.malformed).toBe(1);
    socket.close();
  });

  it('ends a trace when it is told to', async () => {
    const node = await start('A');
    const seen: string[] = [];
    const stop = node.trace(new Set(['client']), (event) => seen.push(event.kind));
    node.command((core) => core.publish('one'));
    stop();
    node.command((core) => core.publish('two'));
    expect(seen).toEqual(['client']);
  });

  it('tells its taps once a turn, and only of changes', async () => {
    const node = await start('A');
    let calls = 0;
    const told = new Promise<void>((resolve) =>
      node.tap(() => {
        calls++;
        resolve();
      }),
    );
    for (let i = 0; i < 10; i++) node.command((core) => core.publish(`${i}`));
    await told;
    const before = calls;
    await nothingPublished(node);
    expect(calls).toBe(before);
  });

  it('refuses what cannot be, each with its code', async () => {
    expect((await refusal(start(''))).code).toBe('INVALID_NAME');
    expect((await refusal(start('A', { gossipAddress: '5000' }))).code).toBe('INVALID_ADDRESS');
    expect((await refusal(start('A', { peers: ['127.0.0.1:0'] }))).code).toBe('INVALID_ADDRESS');
    expect((await refusal(start('A', { peers: ['[::1]:5000'] }))).message).toContain('IPv4 only');
    expect((await refusal(start('A', { gossipAddress: '[::1]:0', peers: ['127.0.0.1:5000'] }))).message).toContain('IPv6 only');
    expect((await refusal(start('A', { settings: { coin: 2 } }))).code).toBe('INVALID_SETTING');
  });

  it('leaves no socket open when it cannot start', async () => {
    const probe = await start('probe');
    const { gossipAddress } = probe.facts;
    probe.close();
    await refusal(start('A', { gossipAddress, peers: ['[::1]:5000'] }));
    expect((await start('A', { gossipAddress })).facts.gossipAddress).toBe(gossipAddress);
  });

  it('closes at once: its port is free, commands are refused, waiting ends', async () => {
    const node = await start('A', { settings: { settleTime: 60_000 }, peers: ['127.0.0.1:9'] });
    const waiting = refusal(node.settled(new AbortController().signal));
    const aborted = once(node.closing, 'abort');
    node.close();
    node.close();
    await aborted;
    expect((await waiting).code).toBe('CLOSED');
    expect(refusalOf(() => node.command((core) => core.log.end)).code).toBe('CLOSED');
    await start('B', { gossipAddress: node.facts.gossipAddress });
  });

  it('lets go of a caller that no longer waits for it to settle', async () => {
    const node = await start('A', { settings: { settleTime: 60_000 }, peers: ['127.0.0.1:9'] });
    const caller = new AbortController();
    const waiting = node.settled(caller.signal);
    caller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  });
});

/** A step in which nothing is published, and its turn. */
async function nothingPublished(node: UdpNode): Promise<void> {
  node.command(() => undefined);
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
}
