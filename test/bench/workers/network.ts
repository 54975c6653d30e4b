import { createSocket, type Socket } from 'node:dgram';
import { Random } from '../../../src/core/random.js';
import type { Settings } from '../../../src/core/settings.js';
import { openUdpNode } from '../../../src/host/open.js';
import type { UdpNode } from '../../../src/host/udp-node.js';
import { makeTopology } from '../../../src/network/topology/registry.js';
import { neighbours } from '../../../src/network/topology/topology.js';

export interface NetworkFacts {
  readonly nodes: number;
  /** As for `peerster network up`: `ring`, `regular:4`. */
  readonly topology: string;
  /** 0: the plain wire; 1: with the extension. */
  readonly extensions: number;
  readonly seed: number;
}

const HOST = '127.0.0.1';

/** Real nodes on UDP in this process, linked and ready to publish. */
export async function openNetwork({ nodes, topology, extensions, seed }: NetworkFacts): Promise<UdpNode[]> {
  const links = neighbours(makeTopology(topology, nodes, new Random(seed)));
  const ports = await freePorts(nodes);
  const address = (index: number): string => `${HOST}:${ports[index]}`;
  const settings: Partial<Settings> = { extensions };
  const opened: UdpNode[] = [];
  for (const [index, peers] of links.entries()) {
    const at = { gossipAddress: address(index), peers: peers.map(address) };
    opened.push(await openUdpNode({ name: `node-${index}`, settings, seed: seed + index, ...at }));
  }
  await Promise.all(opened.map((node) => node.settled(AbortSignal.timeout(10_000))));
  return opened;
}

/** Datagrams that the nodes have handed to their sockets. */
export function datagramsOut(nodes: readonly UdpNode[]): number {
  const tallies = nodes.flatMap(({ counters }) => Object.values(counters.byKind));
  return tallies.reduce((sum, { packetsOut }) => sum + packetsOut, 0);
}

/** Resolves once every log has this many entries; false if that takes longer than `ms`. */
export function allHold(nodes: readonly UdpNode[], entries: number, ms: number): Promise<boolean> {
  const logs = nodes.map((node) => node.query((core) => core.log));
  return new Promise((resolve) => {
    const done = (whole: boolean): void => {
      clearTimeout(late);
      for (const stop of stops) stop();
      resolve(whole);
    };
    const late = setTimeout(() => done(false), ms);
    const lacking = new Set(logs.filter((log) => log.end < entries));
    const stops = nodes.map((node, index) =>
      node.tap(() => {
        const log = logs[index];
        if (log !== undefined && log.end >= entries && lacking.delete(log) && lacking.size === 0) done(true);
      }),
    );
    if (lacking.size === 0) done(true);
  });
}

/** Nodes greet the peers that they start with, so addresses must be known before any is open. */
async function freePorts(count: number): Promise<number[]> {
  const sockets = await Promise.all(Array.from({ length: count }, bound));
  const ports = sockets.map((socket) => socket.address().port);
  await Promise.all(sockets.map((socket) => new Promise<void>((resolve) => socket.close(() => resolve()))));
  return ports;
}

function bound(): Promise<Socket> {
  const socket = createSocket('udp4');
  return new Promise((resolve) => socket.bind(0, HOST, () => resolve(socket)));
}
