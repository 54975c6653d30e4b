import { createSocket } from 'node:dgram';
import { getEventListeners } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { Flood } from '../../src/core/dissemination/flood.js';
import { searchReply, searchResult } from '../../src/core/packet.js';
import { Node, type NodeOptions, type Parts } from '../../src/index.js';
import { encode } from '../../src/wire/codec.js';
import { refusal } from '../support/refusal.js';

const open: Node[] = [];
afterEach(() => Promise.all(open.splice(0).map((node) => node.close())));

async function start(name: string, options: Partial<NodeOptions> = {}): Promise<Node> {
  const node = await Node.open({ name, settings: { antiEntropy: 100, settleTime: 20 }, ...options });
  open.push(node);
  return node;
}

describe('the library', () => {
  it('opens a node with nothing but a name', async () => {
    const node = await start('A');
    expect(node.name).toBe('A');
    expect(node.gossipAddress).toMatch(/^127\.0\.0\.1:[1-9]\d*$/);
    expect(node.uiAddress).toBe('');
    expect(node.peers).toEqual([]);
  });

  it('sends, lists and tells what it holds', async () => {
    const node = await start('A');
    expect(await node.send('one')).toMatchObject({ origin: 'A', id: 1, position: 0, text: 'one', relay: undefined, kind: 'rumor' });
    await node.send('two');
    expect(node.messages().map(({ text }) => text)).toEqual(['one', 'two']);
    expect(node.messages(1).map(({ position }) => position)).toEqual([1]);
    expect(node.messages(2)).toEqual([]);
    expect([...node.status()]).toEqual([['A', 3]]);
  });

  it('tells wall clock times', async () => {
    const node = await start('A');
    const before = Date.now();
    const { time } = await node.send('now');
    expect(Math.abs(time.getTime() - before)).toBeLessThan(60_000);
  });

  it('hands texts between nodes, and waits for them without a sleep', async () => {
    const a = await start('A');
    const b = await start('B', { peers: [a.gossipAddress] });
    await b.send('hello');
    await a.awaitRumors({ B: 2 });
    await a.awaitRumors(new Map([['B', 2]]), { timeout: 10_000 });
    expect(a.messages()[0]).toMatchObject({ origin: 'B', relay: b.gossipAddress });
    expect(a.peers).toEqual([{ address: b.gossipAddress, configured: false, lastHeard: expect.any(Date) as Date }]);
  });

  it('sends to one node, and knows the way to it', async () => {
    const a = await start('A');
    const b = await start('B', { peers: [a.gossipAddress] });
    await expect(a.send('too early', { to: 'B' })).rejects.toMatchObject({ code: 'NO_ROUTE' });
    await b.send('this way');
    await a.awaitRumors({ B: 2 });
    expect(a.routes).toEqual([{ destination: 'B', nextHop: b.gossipAddress }]);
    const sent = await a.send('only for you', { to: 'B' });
    expect(sent).toMatchObject({ kind: 'private', id: 0, origin: 'A', destination: 'B', relay: undefined });
    const came = b.watch({ from: 1 });
    expect((await came.next()).value).toMatchObject({ text: 'only for you', destination: 'B', relay: a.gossipAddress });
  });

  it('searches, tells what is found, and ends when it is over', async () => {
    const node = await start('A', { settings: { searchPatience: 50 } });
    const search = node.search(['f'], { budget: 3 });
    const first = search.next();
    const result = searchResult('file', new Uint8Array(32), [1], 2);
    const [host, port] = node.gossipAddress.split(':');
    const stranger = createSocket('udp4');
    stranger.send(encode(searchReply('B', 'A', 5, [result]), 'course'), Number(port), host);
    expect(await first).toMatchObject({ value: { fileName: 'file', metahash: '00'.repeat(32), node: 'B', chunks: [1], chunkCount: 2 } });
    expect(await search.next()).toMatchObject({ done: true });
    stranger.close();
  });

  it('ends a search that is given up, and refuses one for nothing', async () => {
    const node = await start('A');
    const verdicts: string[] = [];
    node.onEvent(['search-over'], (event) => verdicts.push(event.kind === 'search-over' ? event.verdict : ''));
    const caller = new AbortController();
    const first = node.search(['f'], { signal: caller.signal }).next();
    caller.abort();
    expect(await first).toMatchObject({ done: true });
    expect(verdicts).toEqual(['cancelled']);
    await expect(node.search(['']).next()).rejects.toMatchObject({ code: 'INVALID_REQUEST' });
  });

  it('spreads by the rule that it is given', async () => {
    const others = await Promise.all(['A', 'B', 'C'].map((name) => start(name)));
    const peers = others.map(({ gossipAddress }) => gossipAddress);
    const author = await start('D', { peers, rule: (parts: Parts) => new Flood(parts.context, parts.peers) });
    await author.send('to all of you');
    await Promise.all(others.map((node) => node.awaitRumors({ D: 2 })));
    expect(others.map((node) => node.messages()[0]?.relay)).toEqual(Array(3).fill(author.gossipAddress));
  });

  it('says what is missing when the time to wait is over', async () => {
    const node = await start('A');
    await node.send('one');
    const error = await refusal(node.awaitRumors({ A: 4, B: 2 }, { timeout: 1 }));
    expect(error.code).toBe('TIMED_OUT');
    expect(error.message).toContain('ids 2 to 3 of A');
    expect(error.message).toContain('id 1 of B');
  });

  it('stops waiting when its caller does, and when the node closes', async () => {
    const node = await start('A');
    const caller = new AbortController();
    const given = node.awaitRumors({ B: 2 }, { signal: caller.signal });
    const kept = node.awaitRumors({ B: 2 });
    caller.abort(new Error('enough'));
    await expect(given).rejects.toThrow('enough');
    await node.close();
    expect((await refusal(kept)).code).toBe('CLOSED');
  });

  it('watches from now on: neither what was before nor anything twice', async () => {
    const node = await start('A');
    await node.send('before');
    const watch = node.watch();
    for (const text of ['one', 'two', 'three']) await node.send(text);
    const seen: string[] = [];
    for await (const { text } of watch) if (seen.push(text) === 3) break;
    expect(seen).toEqual(['one', 'two', 'three']);
  });

  it('watches from a position without loss, while more comes', async () => {
    const node = await start('A');
    for (let id = 1; id <= 50; id++) await node.send(`${id}`);
    const seen: number[] = [];
    for await (const { position } of node.watch({ from: 10 })) {
      seen.push(position);
      if (position < 60) await node.send('more');
      if (position === 70) break;
    }
    expect(seen).toEqual(Array.from({ length: 61 }, (_, index) => index + 10));
  });

  it('ends its watches when it closes, after what it had', async () => {
    const node = await start('A');
    await node.send('one');
    const watch = node.watch({ from: 'beginning' });
    expect((await watch.next()).value).toMatchObject({ text: 'one' });
    const next = watch.next();
    await node.close();
    expect(await next).toEqual({ done: true, value: undefined });
  });

  it('ends a watch when its signal says so', async () => {
    const node = await start('A');
    const caller = new AbortController();
    const next = node.watch({ signal: caller.signal }).next();
    caller.abort();
    expect((await next).done).toBe(true);
  });

  it('leaves nothing hanging on a signal that outlives many watches', async () => {
    const node = await start('A');
    await node.send('one');
    const { signal } = new AbortController();
    for (let watch = 0; watch < 20; watch++) for await (const _ of node.watch({ from: 0, signal })) break;
    await node.awaitRumors({ A: 2 }, { signal });
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('adds and removes peers by address', async () => {
    const node = await start('A');
    await node.addPeer('127.0.0.1:9');
    await node.addPeer(node.gossipAddress);
    expect(node.peers).toEqual([{ address: '127.0.0.1:9', configured: true, lastHeard: undefined }]);
    expect(await node.removePeer('127.0.0.1:9')).toBe(true);
    expect(await node.removePeer('127.0.0.1:9')).toBe(false);
    expect((await refusal(node.addPeer('nowhere'))).code).toBe('INVALID_ADDRESS');
  });

  it('tells events and the printed lines to whoever listens', async () => {
    const node = await start('A');
    const kinds: string[] = [];
    const lines: string[] = [];
    const stops = [node.onEvent(['client'], ({ kind }) => kinds.push(kind)), node.onLines((text) => lines.push(text))];
    await node.send('hello');
    for (const stop of stops) stop();
    await node.send('unheard');
    expect(kinds).toEqual(['client']);
    expect(lines).toEqual(['CLIENT MESSAGE hello\nPEERS\n']);
  });

  it('serves the gRPC API when it is given a port for it', async () => {
    const node = await start('A', { uiPort: 0 });
    expect(node.uiAddress).toMatch(/^127\.0\.0\.1:[1-9]\d*$/);
  });

  it('refuses a UIPort that others could reach unless told that this is meant, and leaves nothing open', async () => {
    const probe = await start('probe');
    const { gossipAddress } = probe;
    await probe.close();
    expect((await refusal(start('A', { gossipAddress, uiPort: 0, uiHost: '0.0.0.0' }))).code).toBe('INVALID_ADDRESS');
    const node = await start('A', { gossipAddress, uiPort: 0, uiHost: '0.0.0.0', insecure: true });
    expect(node.gossipAddress).toBe(gossipAddress);
  });

  it('refuses what a text cannot be, and everything once it is closed', async () => {
    const node = await start('A');
    expect((await refusal(node.send(''))).code).toBe('INVALID_TEXT');
    expect((await refusal(node.send('x'.repeat(8_193)))).code).toBe('TEXT_TOO_LONG');
    await node.close();
    await node.close();
    expect(node.closing.aborted).toBe(true);
    expect((await refusal(node.send('late'))).code).toBe('CLOSED');
    expect(node.messages()).toEqual([]);
  });
});
