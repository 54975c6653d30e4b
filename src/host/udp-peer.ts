import type { Peer } from '../core/context.js';

/** A peer of a node on UDP. `host` is a numeric address in canonical form. */
export class UdpPeer implements Peer {
  constructor(
    readonly host: string,
    readonly port: number,
    /** The host as the node's socket wants it: IPv4 is written as ::ffff:a.b.c.d for an IPv6 socket. */
    readonly target: string,
    /** Whether this is the node itself. */
    readonly isSelf: boolean,
  ) {}
}
