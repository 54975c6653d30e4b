import { BOUNDS } from '../../src/core/bounds.js';
import type { Peer } from '../../src/core/context.js';
import { Random } from '../../src/core/random.js';
import { DROP, Rules } from '../../src/network/links/rule.js';
import { Agenda } from './agenda.js';
import type { Digest } from './digest.js';
import { MemoryNode, type MemoryNodeOptions } from './memory-node.js';

/** What happens to datagrams. Probabilities 0 to 1; delays in ms. */
export interface Weather {
  readonly loss: number;
  readonly duplication: number;
  /** Every datagram takes `least` to `most` ms, so that later ones overtake earlier ones. */
  readonly delay: { readonly least: number; readonly most: number };
}

const FAIR: Weather = { loss: 0, duplication: 0, delay: { least: 1, most: 1 } };

export interface MemoryPeer extends Peer {
  readonly index: number;
}

/** Reads datagrams that arrive at an address. */
export type Receiver = (bytes: Uint8Array, from: MemoryPeer) => void;

/** Nodes in one process on virtual time. The same seed and the same calls give the same run, byte for byte. */
export class MemoryNetwork {
  /** Virtual ms. */
  now = 0;
  readonly agenda = new Agenda();
  /** Cuts and the like, over the weather. By the peers' indices. */
  readonly rules = new Rules();
  weather: Weather;
  private readonly dice: Random;
  private readonly peers: MemoryPeer[] = [];
  private readonly receivers = new Map<MemoryPeer, Receiver>();

  constructor(
    readonly seed: number,
    weather: Partial<Weather> = {},
    /** Takes in every packet's bytes, ends, time and fate, and every event. */
    readonly digest?: Digest,
  ) {
    this.weather = { ...FAIR, ...weather };
    this.dice = new Random(seed).fork('weather');
  }

  /** The peer number `index`: one object each. */
  peer(index: number): MemoryPeer {
    for (let next = this.peers.length; next <= index; next++)
      this.peers.push({ host: `10.${next >> 16}.${(next >> 8) & 255}.${next & 255}`, port: 5000, index: next });
    return this.peers[index] as MemoryPeer;
  }

  spawn(options: MemoryNodeOptions): MemoryNode {
    return new MemoryNode(this, options);
  }

  attach(at: MemoryPeer, receiver: Receiver): void {
    this.receivers.set(at, receiver);
  }

  detach(at: MemoryPeer): void {
    this.receivers.delete(at);
  }

  /** Throws where a socket would refuse the datagram: whoever writes one so large has lost it. */
  send(bytes: Uint8Array, from: MemoryPeer, to: MemoryPeer): void {
    if (bytes.length > BOUNDS.datagramBytes) throw new Error(`${bytes.length} bytes are no datagram`);
    const { loss, duplication } = this.weather;
    const ruled = this.rules.decide(from.index, to.index, bytes.length, this.now);
    const lost = this.dice.chance(loss) || ruled === DROP;
    this.digest?.packet(this.now, from.index, to.index, lost, bytes);
    if (lost) return;
    this.deliver(bytes, from, to, ruled);
    if (this.dice.chance(duplication)) this.deliver(bytes, from, to, ruled);
  }

  /** Lets virtual time pass until the fact holds. False if it does not within so many ms. */
  runUntil(fact: () => boolean, within: number): boolean {
    const end = this.now + within;
    while (!fact()) {
      if (this.agenda.next > end) {
        this.now = end;
        return fact();
      }
      this.step();
    }
    return true;
  }

  run(duration: number): void {
    this.runUntil(() => false, duration);
  }

  private step(): void {
    this.now = this.agenda.next;
    this.agenda.take()?.();
  }

  private deliver(bytes: Uint8Array, from: MemoryPeer, to: MemoryPeer, ruled: number): void {
    const { least, most } = this.weather.delay;
    const delay = least + this.dice.below(most - least + 1) + ruled;
    this.agenda.put(this.now + delay, () => this.receivers.get(to)?.(bytes, from));
  }
}
