import type { FileHost } from './file-host.js';

/** Waits for a block of the store. */
export interface Reader {
  /** Undefined: the store could not read it. */
  onRead(bytes: Uint8Array | undefined): void;
}

/** Reads of the store that are under way. */
export class Reads {
  private readonly waiting = new Map<number, Reader>();
  private last = 0;

  constructor(private readonly host: FileHost) {}

  get count(): number {
    return this.waiting.size;
  }

  /** The block if it is at hand; else `reader` is given it later. */
  read(key: string, reader: Reader): Uint8Array | undefined {
    const id = ++this.last;
    const bytes = this.host.read(id, key);
    if (bytes === undefined) this.waiting.set(id, reader);
    return bytes;
  }

  onRead(id: number, bytes: Uint8Array | undefined): void {
    const reader = this.waiting.get(id);
    this.waiting.delete(id);
    reader?.onRead(bytes);
  }
}
