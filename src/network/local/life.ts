import { type ControlServer, serveControl } from '../../control/server.js';
import { PeersterError } from '../../core/errors.js';
import type { EventKind } from '../../core/events.js';
import type { Want } from '../../core/packet.js';
import { parseAddress } from '../../host/address.js';
import type { UdpNode } from '../../host/udp-node.js';
import { UdpSocket } from '../../host/udp.js';
import type { Birth, Life } from '../real/life.js';
import { VERSION } from '../../version.js';
import { Follower } from './follower.js';

const HOST = '127.0.0.1';

/** A node in this process. It survives a crash where its memory is to be kept: only its socket, its timers and its UIPort are gone. */
export class LocalLife implements Life {
  private readonly follower: Follower;
  private server: ControlServer | undefined;
  /** Aborted when it crashes, for those who wait for it. */
  private crashing = new AbortController();
  private stopTrace: () => void = () => {};

  private constructor(
    readonly control: UdpNode,
    /** Of the UIPort; 0: any free one. */
    private readonly uiPort: number,
    private readonly birth: Birth,
    toNetworkTime: (at: number) => number,
  ) {
    this.follower = new Follower(control, (origin, id, relay, at) => birth.onAccepted(origin, id, relay, toNetworkTime(at)));
    control.closing.addEventListener('abort', birth.onEnd, { once: true });
  }

  /** Throws INVALID_ADDRESS where the UIPort is in use; the node is closed then. `toNetworkTime`: of a monotonic ms. */
  static async begin(control: UdpNode, uiPort: number, birth: Birth, toNetworkTime: (at: number) => number): Promise<LocalLife> {
    const life = new LocalLife(control, uiPort, birth, toNetworkTime);
    try {
      await life.serve(uiPort);
    } catch (error) {
      control.close();
      throw error;
    }
    return life;
  }

  get gossipAddress(): string {
    return this.control.facts.gossipAddress;
  }

  get uiAddress(): string {
    return this.control.facts.uiAddress;
  }

  vector(): readonly Want[] {
    this.follower.catchUp();
    return this.control.query((node) => node.vector());
  }

  nextId(origin: string): number {
    this.follower.catchUp();
    return this.control.query((node) => node.nextId(origin));
  }

  async publish(text: string): Promise<number> {
    await this.control.settled(this.crashing.signal);
    const { id } = this.control.command((node) => node.publish(text)).entry;
    this.follower.catchUp(); // who has published is on the way to converge on it
    return id;
  }

  async addPeer(address: string): Promise<void> {
    const peer = await this.control.resolve(address);
    this.control.command((node) => node.addPeer(peer));
  }

  async removePeer(address: string): Promise<void> {
    const peer = await this.control.resolve(address);
    this.control.command((node) => node.removePeer(peer));
  }

  async trace(kinds: ReadonlySet<EventKind>): Promise<void> {
    this.stopTrace();
    this.stopTrace = this.control.trace(kinds, this.birth.onEvent);
  }

  async pause(): Promise<void> {
    this.control.pause();
  }

  async resume(): Promise<void> {
    this.control.resume();
  }

  async crash(): Promise<void> {
    this.control.halt();
    this.crashing.abort(new PeersterError('CLOSED', `${this.birth.name} has crashed`));
    await this.server?.close();
  }

  async revive(): Promise<void> {
    const socket = await reopened(this.gossipAddress);
    this.crashing = new AbortController();
    this.control.revive(socket);
    await this.serve(this.uiPort);
  }

  async end(): Promise<void> {
    this.control.close();
    await this.server?.close();
  }

  private async serve(port: number): Promise<void> {
    this.server = await serveControl(this.control, { host: HOST, port, insecure: false, version: VERSION });
    this.control.facts.uiAddress = this.server.address;
  }
}

/** A socket at the port of before, or at another one where somebody has taken that. */
async function reopened(address: string): Promise<UdpSocket> {
  const { host, port } = parseAddress(address, 'peer');
  const open = (at: number) => UdpSocket.open({ host, port: at, family: 4 }, () => {});
  return open(port).catch(() => open(0));
}
