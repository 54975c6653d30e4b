import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { openUdpNode } from '../../../src/host/open.js';
import type { UdpNode } from '../../../src/host/udp-node.js';
import { answer } from '../harness/answer.js';

/** The most bytes that this process ever had: nothing needs to look while the clock runs. (maxRSS would be that of its parent too.) */
const mostResident = (): number => 1_024 * Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);

let node: UdpNode;
/** Resident bytes before any download. */
let before = 0;

/** A node in a process of its own, that shares and downloads files. */
answer({
  async open({ name, peers, folder }: { name: string; peers: readonly string[]; folder: string }) {
    const folders = { shared: folder, downloads: `${folder}/${name}` };
    node = await openUdpNode({ name, peers, gossipAddress: '127.0.0.1:0', settings: { routeRumors: 60_000 }, folders });
    before = process.memoryUsage.rss();
    return { address: node.facts.gossipAddress };
  },

  /** Resolves once there is a route to the other node. */
  async meet({ name }: { name: string }) {
    while (!node.query(({ routes }) => routes.list().some(({ destination }) => destination === name))) await sleep(10);
  },

  async share({ path }: { path: string }) {
    const { metahash } = await node.files.share(path);
    return { metahash };
  },

  async fetch({ metahash, name, from }: { metahash: string; name: string; from: string }) {
    const start = performance.now();
    const download = node.command(({ files }) => files.download(metahash, name, [from]));
    await new Promise<void>((resolve) => node.trace(new Set(['reconstructed', 'download-failed']), () => resolve()));
    const seconds = (performance.now() - start) / 1_000;
    if (download.error !== undefined) throw download.error;
    return { seconds, grown: mostResident() - before };
  },
});
