import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { EVENT_KINDS, type NodeEvent } from '../../src/core/events.js';
import type { Dialect, Packet } from '../../src/core/packet.js';
import { formatAddress, parseAddress } from '../../src/host/address.js';
import { openUdpNode } from '../../src/host/open.js';
import type { UdpNode } from '../../src/host/udp-node.js';
import { type Bundle, decode, encode } from '../../src/wire/codec.js';
import { BRISK, type Inhabitant, type SpawnOptions, type Stranger, type World } from './world.js';

/** Real ms after which something will not happen any more; only waited for when a test fails. */
const PATIENCE = 15_000;

/** The world on real sockets of 127.0.0.1. */
export class UdpWorld implements World {
  private readonly nodes: UdpNode[] = [];
  private readonly sockets: Socket[] = [];
  private waiting: (() => void)[] = [];

  async spawn(name: string, options: SpawnOptions = {}): Promise<Inhabitant> {
    const { simple } = options;
    const peers = (options.peers ?? []).map(({ address }) => address);
    const node = await openUdpNode({ name, gossipAddress: '127.0.0.1:0', simple, peers, settings: { ...BRISK, ...options.settings } });
    this.nodes.push(node);
    const events: NodeEvent[] = [];
    node.trace(new Set(EVENT_KINDS), (event) => {
      events.push(event);
      setImmediate(() => this.look());
    });
    return {
      address: node.facts.gossipAddress,
      counters: node.counters,
      events,
      publish: async (text) => {
        await node.settled(node.closing);
        return node.command((core) => core.publish(text)).entry.id;
      },
      act: (command) => node.command(command),
      query: (read) => node.query(read),
      texts: () => node.query(({ log }) => Array.from({ length: log.end - log.oldest }, (_, index) => log.at(log.oldest + index).text)),
      vector: () => Object.fromEntries(node.query((core) => core.vector()).map(({ identifier, nextId }) => [identifier, nextId])),
      peers: () => node.query((core) => core.listPeers().map(({ peer }) => formatAddress(peer))),
      addPeer: async ({ address }) => {
        const peer = await node.resolve(address);
        node.command((core) => core.addPeer(peer));
      },
      stop: () => node.close(),
    };
  }

  async stranger(dialect: Dialect = 'course'): Promise<Stranger> {
    const socket = createSocket('udp4').bind(0, '127.0.0.1');
    await once(socket, 'listening');
    this.sockets.push(socket);
    const received: (Packet | Bundle)[] = [];
    socket.on('message', (bytes) => {
      received.push(decode(bytes, dialect) as Packet | Bundle);
      this.look();
    });
    return {
      address: `127.0.0.1:${socket.address().port}`,
      received,
      send: (what, to) =>
        socket.send(what instanceof Uint8Array ? what : encode(what, dialect), parseAddress(to.address, 'peer').port, '127.0.0.1'),
    };
  }

  /** Looks again whenever a node or a stranger notices something. */
  async until(what: string, fact: () => boolean): Promise<void> {
    const late = Date.now() + PATIENCE;
    const alarm = setTimeout(() => this.look(), PATIENCE);
    while (!fact()) {
      if (Date.now() >= late) throw new Error(`not within ${PATIENCE} ms: ${what}`);
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    clearTimeout(alarm);
  }

  async close(): Promise<void> {
    for (const node of this.nodes) node.close();
    for (const socket of this.sockets) socket.close();
  }

  private look(): void {
    const { waiting } = this;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }
}
