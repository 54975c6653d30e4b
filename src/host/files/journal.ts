import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { HASH_BYTES } from '../../core/hash.js';

/** A slot's number (4 bytes), the bytes of the block in it (2), both big-endian, and its hash. */
const RECORD = 4 + 2 + HASH_BYTES;
const FIRST_ROOM = 64;

/** Which block is in which slot, as it was noted: whether it is true, only the block's hash tells. */
export interface Noted {
  readonly slot: number;
  readonly length: number;
  /** 64 hex digits. */
  readonly hash: string;
}

/** The list of the blocks of a data folder, to which those of this run are added. */
export class Journal {
  private readonly fd: number;
  private waiting = Buffer.alloc(FIRST_ROOM * RECORD);
  private bytes = 0;

  /** Throws what the system throws. */
  constructor(path: string) {
    this.fd = openSync(path, 'a', 0o600);
  }

  /** What was noted before; a last record that was cut off is none. */
  static *read(path: string): Generator<Noted> {
    const all = readFileSync(path);
    for (let at = 0; at + RECORD <= all.length; at += RECORD)
      yield { slot: all.readUInt32BE(at), length: all.readUInt16BE(at + 4), hash: all.toString('hex', at + 6, at + RECORD) };
  }

  /** To be written by the next `save`. */
  note(slot: number, length: number, hash: string): void {
    if (this.bytes === this.waiting.length) this.waiting = Buffer.concat([this.waiting, Buffer.alloc(this.waiting.length)]);
    this.waiting.writeUInt32BE(slot, this.bytes);
    this.waiting.writeUInt16BE(length, this.bytes + 4);
    this.waiting.write(hash, this.bytes + 6, 'hex');
    this.bytes += RECORD;
  }

  /** At once: a second of a quick download is some 500 KB of it. Throws what the system throws. */
  save(): void {
    const { bytes } = this;
    this.bytes = 0;
    if (bytes > 0) writeSync(this.fd, this.waiting, 0, bytes);
  }

  close(): void {
    closeSync(this.fd);
  }
}
