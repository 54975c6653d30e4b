import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { PeersterError } from '../../core/errors.js';
import { captureFrame, captureHeader } from './capture.js';
import type { Stage } from '../engine/audience.js';
import type { SocketAddress } from './facade.js';
import type { Onlooker } from './onlooker.js';

/** Bytes that are gathered before they are written. */
const CHUNK = 65_536;

/** Of a node that has not been up yet. */
const NOWHERE: SocketAddress = { host: '0.0.0.0', port: 0 };

/** A file that grows. */
class Growing {
  private readonly file: number;
  private parts: Uint8Array[] = [];
  private size = 0;

  constructor(path: string) {
    this.file = openSync(path, 'w');
    writeSync(this.file, captureHeader());
  }

  add(bytes: Uint8Array): void {
    this.parts.push(bytes);
    this.size += bytes.length;
    if (this.size >= CHUNK) this.flush();
  }

  close(): void {
    this.flush();
    closeSync(this.file);
  }

  private flush(): void {
    writeSync(this.file, Buffer.concat(this.parts));
    this.parts = [];
    this.size = 0;
  }
}

export interface CaptureOptions {
  /** A folder; it is made if it is not there. */
  readonly folder: string;
  /** Of the files, without endings. */
  readonly name: string;
  readonly stage: Stage;
}

/**
 * Writes what the links of a network carry as two captures: `NAME.sent.pcap` has what nodes put on their links, also what was lost there, and
 * `NAME.arrived.pcap` what was handed to them. Nodes have their own addresses in it, not those of the facades.
 */
export class Recording implements Onlooker {
  private readonly sent: Growing;
  private readonly handed: Growing;
  /** The last address of each node. */
  private readonly addresses: SocketAddress[] = [];

  /** Throws INVALID_REQUEST where the files cannot be made. */
  constructor(private readonly options: CaptureOptions) {
    const { folder, name } = options;
    try {
      mkdirSync(folder, { recursive: true });
      this.sent = new Growing(join(folder, `${name}.sent.pcap`));
      this.handed = new Growing(join(folder, `${name}.arrived.pcap`));
    } catch (error) {
      throw new PeersterError('INVALID_REQUEST', `cannot write captures into ${folder}: ${(error as Error).message}`);
    }
  }

  left(at: number, from: number, to: number, bytes: Uint8Array): void {
    this.sent.add(this.frame(at, from, to, bytes));
  }

  arrived(at: number, from: number, to: number, bytes: Uint8Array): void {
    this.handed.add(this.frame(at, from, to, bytes));
  }

  close(): void {
    this.sent.close();
    this.handed.close();
  }

  private frame(at: number, from: number, to: number, bytes: Uint8Array): Uint8Array {
    return captureFrame(this.options.stage.wall(at), this.addressOf(from), this.addressOf(to), bytes);
  }

  private addressOf(node: number): SocketAddress {
    const address = this.options.stage.addressOf(node) ?? this.addresses[node] ?? NOWHERE;
    this.addresses[node] = address;
    return address;
  }
}
