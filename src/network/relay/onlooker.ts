/** Looks at every datagram that a relay carries, as bytes. Nodes are numbers, times ms of the network's time. What is called must only take note. */
export interface Onlooker {
  /** `from` has put it on its link to `to`. `delay`: the ms that it takes, or DROP. The bytes never change. */
  left?(at: number, from: number, to: number, bytes: Uint8Array, delay: number): void;
  /** It was handed to the socket of `to`. `sent`: as it left, the same object unless a fault or the relay has made other bytes of it. */
  arrived?(at: number, from: number, to: number, bytes: Uint8Array, sent: Uint8Array): void;
}
