import { createSocket, type Socket } from 'node:dgram';
import { type Address, canonicalHost, formatAddress } from './address.js';
import { bindError } from './bind-error.js';
import type { Report } from './report.js';
import type { UdpPeer } from './udp-peer.js';

/** Bytes: thousands of datagrams may wait while the process does something else. The kernel may grant less. */
export const RECEIVE_BUFFER = 4 * 1024 * 1024;
/** Datagrams handed to the system and not yet reported back; beyond, they are dropped instead of filling memory. */
const SEND_QUEUE = 16_384;
/** At most one line about send errors in this time. */
const REPORT_EVERY_MS = 10_000;

export type OnDatagram = (bytes: Uint8Array, host: string, port: number) => void;

/** An error of dgram's send: what went wrong and for whom. */
interface SendError extends Error {
  readonly code?: string;
  readonly address?: string;
  readonly port?: number;
}

/** One UDP socket: datagrams in by callback, out at once; what cannot be sent is counted, never thrown. */
export class UdpSocket {
  /** Datagrams that could not be sent. */
  sendErrors = 0;
  /** Called with the target of each send that failed. */
  onSendError: ((host: string, port: number) => void) | undefined;
  private closed = false;
  private handed = 0;
  private reportedAt = Number.NEGATIVE_INFINITY;
  /** One function for all sends: none is made per datagram. */
  private readonly sent = (error: Error | null): void => {
    this.handed--;
    if (error !== null) this.failed(error);
  };

  private constructor(
    private readonly socket: Socket,
    readonly address: Address,
    private readonly report: Report,
  ) {}

  /** Binds to a numeric address. Throws INVALID_ADDRESS, with the system's code as the fact `system`, if that cannot be. */
  static async open(at: Address, report: Report): Promise<UdpSocket> {
    const family = at.family === 6 ? 6 : 4;
    const socket = createSocket({
      type: family === 6 ? 'udp6' : 'udp4',
      // The default lookup is asynchronous: it would defer every send. All addresses here are numeric.
      lookup: (host, _options, done) => done(null, host, family),
    });
    await bind(socket, at);
    const bound = { host: at.host, port: socket.address().port, family } as const;
    const udp = new UdpSocket(socket, bound, report);
    udp.raiseReceiveBuffer();
    socket.on('error', (error) => udp.failed(error));
    return udp;
  }

  /** Calls `onDatagram` with every datagram from now on; those before are lost, as datagrams may be. */
  receive(onDatagram: OnDatagram): void {
    this.socket.on('message', (bytes, source) => onDatagram(bytes, source.address, source.port));
  }

  /** Hands a datagram to the system. `bytes` must not change afterwards: the system may still be holding them. */
  send(bytes: Uint8Array, to: UdpPeer): void {
    if (this.closed) return;
    if (this.handed >= SEND_QUEUE) {
      this.sendErrors++;
      return;
    }
    this.handed++;
    this.socket.send(bytes, to.port, to.target, this.sent);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.socket.close();
  }

  private failed(error: SendError): void {
    if (this.closed) return;
    this.sendErrors++;
    if (error.address !== undefined && error.port !== undefined) this.onSendError?.(error.address, error.port);
    const now = performance.now();
    if (now - this.reportedAt < REPORT_EVERY_MS) return;
    this.reportedAt = now;
    const to = error.address === undefined ? '' : ` to ${formatAddress({ host: canonicalHost(error.address), port: error.port ?? 0 })}`;
    this.report('warn', `cannot send${to}: ${error.code ?? error.message} (${this.sendErrors} datagrams so far)`);
  }

  private raiseReceiveBuffer(): void {
    try {
      this.socket.setRecvBufferSize(RECEIVE_BUFFER);
    } catch {
      // Some systems refuse instead of granting less; what there is will do.
    }
    // Linux reports twice what it grants: it counts its own bookkeeping.
    const granted = this.socket.getRecvBufferSize() / (process.platform === 'linux' ? 2 : 1);
    if (granted >= RECEIVE_BUFFER) return;
    this.report('info', `the system grants a receive buffer of ${granted} bytes instead of ${RECEIVE_BUFFER}; see net.core.rmem_max`, {
      granted,
    });
  }
}

function bind(socket: Socket, at: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (error: Error): void => {
      socket.close();
      reject(bindError(error, at));
    };
    socket.once('error', refuse);
    socket.bind(at.port, at.host, () => {
      socket.off('error', refuse);
      resolve();
    });
  });
}
