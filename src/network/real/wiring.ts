import { PeersterError } from '../../core/errors.js';
import { formatAddress, parseAddress } from '../../host/address.js';
import type { Taps } from '../engine/taps.js';
import type { Relay } from '../relay/relay.js';
import type { Birth } from './life.js';
import type { Roster } from './roster.js';

/** Who is linked with whom, on the relay and in what the nodes are told. */
export class Wiring {
  constructor(
    private readonly relay: Relay,
    private readonly roster: Roster,
    private readonly taps: Taps,
    private readonly clock: () => number,
  ) {}

  /** What a node that is born has to do with its neighbours. */
  around(node: number): Pick<Birth, 'peers' | 'greet' | 'isAlone'> {
    return {
      peers: this.peersOf(node),
      greet: (address) => this.relay.greet(node, parseAddress(address, 'peer')),
      isAlone: () => this.roster.at(node).neighbours.size === 0,
    };
  }

  /** Lays the wire. The nodes know nothing of it yet. */
  async lay(a: number, b: number): Promise<void> {
    await this.relay.link(a, b);
    this.roster.at(a).neighbours.add(b);
    this.roster.at(b).neighbours.add(a);
  }

  areLinked(a: number, b: number): boolean {
    return this.roster.at(a).neighbours.has(b);
  }

  /** Makes two nodes neighbours. Throws WRONG_STATE. */
  async connect(a: number, b: number): Promise<void> {
    if (a === b || this.areLinked(a, b)) throw this.refusal(a, b, 'are linked already');
    await this.lay(a, b);
    await Promise.all([this.introduce(a, b), this.introduce(b, a)]);
    this.taps.link(this.clock(), a, b, true);
  }

  /** Cuts the wire, and then makes them forget one another. Throws WRONG_STATE. */
  async disconnect(a: number, b: number): Promise<void> {
    if (!this.areLinked(a, b)) throw this.refusal(a, b, 'are not linked');
    const [ofA, ofB] = [this.addressOf(a, b), this.addressOf(b, a)];
    this.relay.unlink(a, b);
    this.roster.at(a).neighbours.delete(b);
    this.roster.at(b).neighbours.delete(a);
    this.taps.link(this.clock(), a, b, false);
    await Promise.all([this.roster.at(a).tell((life) => life.removePeer(ofB)), this.roster.at(b).tell((life) => life.removePeer(ofA))]);
  }

  private refusal(a: number, b: number, why: string): PeersterError {
    const [one, other] = [a, b].map((node) => this.roster.at(node).spec.name);
    return new PeersterError('WRONG_STATE', `${one} and ${other} ${why}`);
  }

  private introduce(node: number, whom: number): Promise<void> {
    const address = this.addressOf(whom, node);
    return this.roster.at(node).tell((life) => life.addPeer(address));
  }

  private addressOf(of: number, seenBy: number): string {
    return formatAddress(this.relay.addressOf(of, seenBy));
  }

  /** The addresses of a node's neighbours, as it may know them. */
  private peersOf(node: number): readonly string[] {
    return [...this.roster.at(node).neighbours].map((other) => this.addressOf(other, node));
  }
}
