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
  /** Handed on to the receiver. */
  delivered: number;
  /** Lost by a rule. */
  lost: number;
  /** From an address that is not the sender's: refused, so that nothing gets onto a link from elsewhere. */
  strangers: number;
  /** The receiver was not there. */
  undeliverable: number;
}

/**
 * One socket that stands for node `of` towards node `seenBy`: what `seenBy` sends to `of` comes in here, and what `of` sends to
 * `seenBy` goes out here. So `seenBy` knows `of` by this socket's address only.
 */
export class Facade {
  /** Of datagrams from `seenBy` to `of`. */
  readonly counts: LinkCounts = { packets: 0, bytes: 0, delivered: 0, lost: 0, strangers: 0, undeliverable: 0 };
  /** Where `seenBy` really is; undefined until it is attached. */
  private target: UdpPeer | undefined;

  private constructor(
    readonly of: number,
    readonly seenBy: number,
    private readonly socket: UdpSocket,
  ) {}

  static async open(of: number, seenBy: number, host: string): Promise<Facade> {
    return new Facade(of, seenBy, await UdpSocket.open({ host, port: 0, family: 4 }, () => {}));
  }

  get address(): SocketAddress {
    return this.socket.address;
  }

  attach(address: SocketAddress | undefined): void {
    this.target = address && new UdpPeer(address.host, address.port, address.host, false);
  }

  /** Calls `listener` with every datagram that `seenBy` sends here. Each is a buffer of its own: the socket never uses it again. */
  onDatagram(listener: (bytes: Uint8Array) => void): void {
    this.socket.receive((bytes, host, port) => {
      if (port !== this.target?.port || host !== this.target.host) {
        this.counts.strangers++;
        return;
      }
      this.counts.packets++;
      this.counts.bytes += bytes.length;
      listener(bytes);
    });
  }

  /** Sends to `seenBy`. Returns whether there was anybody to send to. */
  send(bytes: Uint8Array): boolean {
    if (this.target === undefined) return false;
    this.socket.send(bytes, this.target);
    return true;
  }

  close(): void {
    this.socket.close();
  }
}
