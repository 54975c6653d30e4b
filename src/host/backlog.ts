import { RECEIVE_BUFFER } from './udp.js';

export interface Waiting {
  readonly bytes: Uint8Array;
  readonly host: string;
  readonly port: number;
}

/** Datagrams that wait for a node that stands still: as many bytes as its socket's buffer would hold. What comes beyond is lost. */
export class Backlog {
  private waiting: Waiting[] = [];
  private size = 0;

  constructor(private readonly capacity: number = RECEIVE_BUFFER) {}

  put(datagram: Waiting): void {
    if (this.size + datagram.bytes.length > this.capacity) return;
    this.size += datagram.bytes.length;
    this.waiting.push(datagram);
  }

  /** All that wait, in the order in which they came. They wait no longer. */
  take(): readonly Waiting[] {
    const { waiting } = this;
    this.waiting = [];
    this.size = 0;
    return waiting;
  }
}
