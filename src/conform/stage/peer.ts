import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Packet, Rumor, Status } from '../../core/packet.js';
import { type Bundle, decode, encode } from '../../wire/codec.js';
import type { Transcript } from './transcript.js';

/** A datagram from the node. */
export interface Got {
  readonly bytes: Uint8Array;
  /** Undefined: no node would read it. */
  readonly packet: Packet | Bundle | undefined;
}

/** One address from which a script speaks to the node. It does nothing by itself. */
export class Peer {
  readonly got: Got[] = [];
  /** Called with each packet that comes, after it was noted. */
  answer: ((packet: Packet | Bundle) => void) | undefined;

  private constructor(
    private readonly socket: Socket,
    /** `ip:port`. */
    readonly address: string,
    private readonly nodePort: number,
    private readonly transcript: Transcript,
  ) {
    socket.on('message', (bytes, { address, port }) => this.hear(new Uint8Array(bytes), `${address}:${port}`));
    socket.on('error', () => {}); // nobody listens there any more: the node is gone, which is seen elsewhere
  }

  static async open(nodePort: number, transcript: Transcript): Promise<Peer> {
    const socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return new Peer(socket, `127.0.0.1:${socket.address().port}`, nodePort, transcript);
  }

  send(packet: Packet): void {
    this.sendBytes(encode(packet, 'course'));
  }

  sendBytes(bytes: Uint8Array): void {
    this.transcript.sent(this.address, bytes);
    this.socket.send(bytes, this.nodePort, '127.0.0.1');
  }

  /** The Statuses that came since the peer had got `from` datagrams. */
  statuses(from = 0): readonly Status[] {
    return this.packets(from).filter((packet) => packet.kind === 'status');
  }

  rumors(from = 0): readonly Rumor[] {
    return this.packets(from).filter((packet) => packet.kind === 'rumor');
  }

  packets(from = 0): readonly (Packet | Bundle)[] {
    return this.got.slice(from).flatMap(({ packet }) => packet ?? []);
  }

  close(): void {
    this.socket.close();
  }

  private hear(bytes: Uint8Array, source: string): void {
    const packet = decode(bytes, 'course');
    const read = typeof packet === 'string' ? undefined : packet;
    this.got.push({ bytes, packet: read });
    this.transcript.got(this.address, bytes, source);
    if (read !== undefined) this.answer?.(read);
  }
}
