/** What is known of a file that is to be put together. */
export interface Assembly {
  /** To be given back with the outcome. */
  readonly id: number;
  readonly metahash: string;
  /** A base name, and not "." or "..". */
  readonly name: string;
}

/**
 * What files need of the world: a hash function and a store of blocks (chunks, metafiles, tree blocks; at most 8 KiB each), named by their
 * hashes in hex. Answers that take time come back as inputs of `Files`.
 */
export interface FileHost {
  /** 32 bytes. */
  sha256(bytes: Uint8Array): Uint8Array;
  /** Bytes of a block that is there; -1 where it is not. */
  lengthOf(hash: string): number;
  /** A block that is there: at once if it is at hand, else later by `Files.onRead(id, …)`. Not to be changed, nor kept after the turn. */
  read(id: number, hash: string): Uint8Array | undefined;
  /** Keeps a copy of a block, whose bytes may be part of a datagram; it is there from now on. */
  keep(hash: string, bytes: Uint8Array): void;
  /** False while too much waits to be written; `Files.onRoom` follows. */
  readonly hasRoom: boolean;
  /** Puts a file together, of which every block is there, where its user finds it. The outcome comes by `Files.onAssembled`. */
  assemble(assembly: Assembly): void;
}
