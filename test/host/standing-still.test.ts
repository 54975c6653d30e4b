import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { Backlog } from '../../src/host/backlog.js';
import { openUdpNode, type UdpNodeOptions } from '../../src/host/open.js';
import type { UdpNode } from '../../src/host/udp-node.js';
import { UdpSocket } from '../../src/host/udp.js';
import { bytesOf } from '../support/bytes.js';
import { refusalOf } from '../support/refusal.js';

const cleanups: (() => unknown)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0).reverse()) cleanup();
});

const SIZE = 3_000_000;

async function start(name: string, options: Partial<UdpNodeOptions> = {}): Promise<UdpNode> {
  const node = await openUdpNode({ name, gossipAddress: '127.0.0.1:0', settings: { antiEntropy: 50, settleTime: 20 }, ...options });
  cleanups.push(() => node.close());
  return node;
}

/** Resolves once the fact holds that a change of the node may bring about. */
function until(fact: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (!fact()) return;
      clearInterval(timer);
      resolve();
    }, 5);
    cleanups.push(() => clearInterval(timer));
  });
}

const holds = (node: UdpNode, origin: string, nextId: number) => node.query((core) => core.nextId(origin)) >= nextId;

describe('a node that stands still', () => {
  it('refuses commands, and hears what came meanwhile once it goes on', async () => {
    const ann = await start('ann');
    const bob = await start('bob', { peers: [ann.facts.gossipAddress] });
    ann.pause();
    await bob.settled();
    bob.command((core) => core.publish('hello'));
    expect(refusalOf(() => ann.command((core) => core.publish('x'))).code).toBe('WRONG_STATE');
    expect(holds(ann, 'bob', 2)).toBe(false);
    ann.resume();
    await until(() => holds(ann, 'bob', 2));
  });

  it('goes on after a crash at another address with all that it held', async () => {
    const ann = await start('ann');
    ann.command((core) => core.publish('before'));
    const before = ann.facts.gossipAddress;
    ann.halt();
    const socket = await UdpSocket.open({ host: '127.0.0.1', port: 0, family: 4 }, () => {});
    ann.revive(socket);
    expect(ann.facts.gossipAddress).not.toBe(before);
    const bob = await start('bob', { peers: [ann.facts.gossipAddress] });
    await until(() => holds(bob, 'ann', 2));
  });

  it('gets the answers of its disk when it goes on', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'peerster-test-'));
    cleanups.push(() => rmSync(folder, { recursive: true }));
    const folders = { shared: folder, downloads: folder };
    const settings = { routeRumors: 60_000, settleTime: 20 };
    const ann = await start('ann', { folders, settings });
    const bob = await start('bob', { folders, settings, peers: [ann.facts.gossipAddress] });
    await until(() => holds(bob, 'ann', 2) && holds(ann, 'bob', 2));
    const { metahash } = await ann.files.shareBytes('data', pieces(bytesOf(SIZE)));
    const download = bob.command(({ files }) => files.download(metahash, 'copy', ['ann']));
    while (download.bytesHad < SIZE) await setImmediate();
    bob.pause(); // while it puts the file together
    await expect.poll(() => existsSync(join(folder, 'copy'))).toBe(true);
    await setImmediate();
    bob.resume();
    await until(() => download.isOver);
    expect(download.error).toBeUndefined();
  });
});

it('a backlog holds as many bytes as a buffer would, in their order', () => {
  const backlog = new Backlog(250);
  for (const port of [1, 2, 3]) backlog.put({ bytes: new Uint8Array(100), host: 'h', port });
  backlog.put({ bytes: new Uint8Array(50), host: 'h', port: 4 });
  expect(backlog.take().map(({ port }) => port)).toEqual([1, 2, 4]);
  expect(backlog.take()).toEqual([]);
});

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}
