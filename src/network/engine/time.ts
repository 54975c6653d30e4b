/** The time of a network: virtual or that of the machine. */
export interface Time {
  readonly isVirtual: boolean;
  /** ms since the network began. */
  readonly now: number;
  /** Wall clock, ms since 1970, of a time of this network. In virtual time a fixed epoch plus that time. */
  wall(at: number): number;
  /**
   * Lets time pass until the fact holds, or `limit` ms of this time are over; resolves with whether it holds. Virtual time runs as fast as
   * it can or as its speed says, in slices between which this process does other things; real time is waited for, and the fact is asked
   * after everything that a tap would see.
   */
  until(fact: () => boolean, limit: number, signal?: AbortSignal): Promise<boolean>;
  /** Times real time at which virtual time passes steadily; 0: as fast as it can, and only while somebody waits. 1 in real time. */
  readonly speed: number;
  /** Throws INVALID_SETTING for a speed that is none, UNSUPPORTED where time is real. */
  setSpeed(speed: number): void;
  /** Calls `act` once, at `at` or as soon after as it can. Returns the way to call it off. */
  at(at: number, act: () => void): () => void;
}
