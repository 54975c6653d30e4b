/** A node that has a file, or some of its chunks. */
export interface Holder {
  readonly node: string;
  /**
   * Chunks that it has, from 1; of a file above 2 MiB its parts of 2 MiB. Undefined: all. A hint: what is asked for is asked for by hash.
   */
  readonly chunks: readonly number[] | undefined;
}

/** Knows who holds what of a file: what searches found. `metahash`: 64 hex digits, lower case. */
export interface Finder {
  holders(metahash: string): readonly Holder[];
}
