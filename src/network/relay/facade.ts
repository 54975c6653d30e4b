import { UdpPeer } from '../../host/udp-peer.js';
import { UdpSocket } from '../../host/udp.js';

/** Where a real socket is. The host is numeric. */
export interface SocketAddress {
  readonly host: string;
  readonly port: number;
}

/** Counts of one direction of one link. */
export interface LinkCounts {
  /** Datagrams that the sender put on the link, and their bytes. */
  packets: number;
  bytes: number;
  /** Handed on to the receiver, copies included. */
  delivered: number;
  /** Lost by what the link does. */
  lost: number;
  /** From an address that is not the sender's: refused, so that nothing gets onto a link from elsewhere. */
  strangers: number;
  /** The receiver was not there. */
  undeliverable: number;
}

interface Early {
  readonly bytes: Uint8Array;
  readonly host: string;
  readonly port: number;
}

/** Datagrams kept until it is known where a node is: it greets its neighbours before it can say that it is up. */
const EARLY = 16;

/**
 * One socket that stands for node `of` towards node `seenBy`: what `seenBy` sends to `of` comes in here, and what `of` sends to
 * `seenBy` goes out here. So `seenBy` knows `of` by this socket's address only.
 */
export class Facade {
  /** Of datagrams from `seenBy` to `of`. */
  readonly counts: LinkCounts = { packets: 0, bytes: 0, delivered: 0, lost: 0, strangers: 0, undeliverable: 0 };
  readonly address: SocketAddress;
  /** Where `seenBy` really is; undefined until it is attached. */
  private target: UdpPeer | undefined;
  private early: Early[] = [];

  private constructor(
    readonly of: number,
    readonly seenBy: number,
    private readonly socket: UdpSocket,
    private readonly onDatagram: (bytes: Uint8Array, entry: Facade) => void,
  ) {
    this.address = socket.address;
    socket.receive((bytes, host, port) => this.receive(bytes, host, port));
  }

  /** `onDatagram` gets every datagram that `seenBy` sends here. Each is a buffer of its own: the socket never uses it again. */
  static async open(of: number, seenBy: number, host: string, onDatagram: (bytes: Uint8Array, entry: Facade) => void): Promise<Facade> {
    return new Facade(of, seenBy, await UdpSocket.open({ host, port: 0, family: 4 }, () => {}), onDatagram);
  }

  attach(address: SocketAddress | undefined): void {
    this.target = address && new UdpPeer(address.host, address.port, address.host, false);
    if (address === undefined) return;
    const { early } = this;
    this.early = [];
    for (const { bytes, host, port } of early) this.receive(bytes, host, port);
  }

  /** Sends to `seenBy`. Returns whether there was anybody to send to. */
  send(bytes: Uint8Array): boolean {
    if (this.target === undefined) return false;
    this.socket.send(bytes, this.target);
    return true;
  }

  close(): void {
    this.attach(undefined);
    this.socket.close();
  }

  private receive(bytes: Uint8Array, host: string, port: number): void {
    if (this.target === undefined && this.early.length < EARLY) return void this.early.push({ bytes, host, port });
    if (port !== this.target?.port || host !== this.target.host) {
      this.counts.strangers++;
      return;
    }
    this.counts.packets++;
    this.counts.bytes += bytes.length;
    this.onDatagram(bytes, this);
  }
}
