import type { NodeEvent } from '../../src/core/events.js';
import type { Dialect, Packet } from '../../src/core/packet.js';
import { type Bundle, decode, encode } from '../../src/wire/codec.js';
import { MemoryNetwork, type MemoryPeer } from '../support/memory-network.js';
import { BRISK, type Inhabitant, type SpawnOptions, type Stranger, type World } from './world.js';

/** Virtual ms after which something will not happen any more. */
const PATIENCE = 60_000;

/** The world in memory, on virtual time. */
export class MemoryWorld implements World {
  private readonly network: MemoryNetwork;
  private readonly byAddress = new Map<string, MemoryPeer>();

  constructor(seed: number) {
    this.network = new MemoryNetwork(seed);
  }

  async spawn(name: string, options: SpawnOptions = {}): Promise<Inhabitant> {
    const index = this.settle();
    const peers = (options.peers ?? []).map(({ address }) => this.find(address).index);
    const member = this.network.spawn({ ...options, name, index, peers, settings: { ...BRISK, ...options.settings } });
    const events: NodeEvent[] = [];
    member.onEvent = (event) => events.push(event);
    return {
      address: addressOf(member.address),
      counters: member.counters,
      events,
      publish: async (text) => {
        await this.until(`${name} may issue ids`, () => member.node.settled);
        return member.publish(text).entry.id;
      },
      act: (command) => member.command(command),
      query: (read) => read(member.node),
      texts: () => member.texts(),
      vector: () => Object.fromEntries(member.node.vector().map(({ identifier, nextId }) => [identifier, nextId])),
      peers: () => member.node.listPeers().map(({ peer }) => addressOf(peer)),
      addPeer: async ({ address }) => void member.command((node) => node.addPeer(this.find(address))),
      stop: () => member.stop(),
    };
  }

  async stranger(dialect: Dialect = 'course'): Promise<Stranger> {
    const at = this.network.peer(this.settle());
    const received: (Packet | Bundle)[] = [];
    this.network.attach(at, (bytes) => received.push(decode(bytes, dialect) as Packet | Bundle));
    return {
      address: addressOf(at),
      received,
      send: (what, to) => this.network.send(what instanceof Uint8Array ? what : encode(what, dialect), at, this.find(to.address)),
    };
  }

  async until(what: string, fact: () => boolean): Promise<void> {
    if (!this.network.runUntil(fact, PATIENCE)) throw new Error(`not within ${PATIENCE} virtual ms: ${what}`);
  }

  async close(): Promise<void> {}

  /** The number of a new address. */
  private settle(): number {
    const index = this.byAddress.size;
    const peer = this.network.peer(index);
    this.byAddress.set(addressOf(peer), peer);
    return index;
  }

  private find(address: string): MemoryPeer {
    return this.byAddress.get(address) as MemoryPeer;
  }
}

function addressOf({ host, port }: { readonly host: string; readonly port: number }): string {
  return `${host}:${port}`;
}
