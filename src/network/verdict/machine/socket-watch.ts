import { type SocketDrops, udpSockets } from './proc.js';

/** Whose socket it is: a node, or the relay, which stands for one. */
export type Owner = { readonly kind: 'relay' } | { readonly kind: 'node'; readonly node: number };

/** Datagrams that the machine lost at the sockets of one network, because whoever was to read them did not come to it. */
export class SocketWatch {
  /** At the relay's. */
  relay = 0;
  /** By node, while it lived on: one that never reads again has lost them itself. */
  readonly nodes = new Map<number, number>();
  private readonly seen = new Map<string, number>();

  /** `sockets`: those of the machine. `ownerOf`: of a port; undefined: none of this network. */
  constructor(
    private readonly ownerOf: (port: number) => Owner | undefined,
    private readonly sockets: () => readonly SocketDrops[] = udpSockets,
  ) {}

  look(): void {
    for (const { port, inode, drops } of this.sockets()) {
      const owner = this.ownerOf(port);
      if (owner === undefined) continue;
      const before = this.seen.get(inode) ?? 0;
      this.seen.set(inode, drops);
      if (drops > before) this.add(owner, drops - before);
    }
  }

  private add(owner: Owner, drops: number): void {
    if (owner.kind === 'relay') this.relay += drops;
    else this.nodes.set(owner.node, (this.nodes.get(owner.node) ?? 0) + drops);
  }
}
