import type { Facade, SocketAddress } from './facade.js';

/** The facades of all links, two for each, and which node stands behind an address. */
export class Facades {
  /** By the node that sees it, then by the node that it stands for. */
  private readonly bySeer = new Map<number, Map<number, Facade>>();
  private readonly byPort = new Map<number, number>();

  get(of: number, seenBy: number): Facade | undefined {
    return this.bySeer.get(seenBy)?.get(of);
  }

  /** Those that a node sees. */
  seenBy(node: number): Iterable<Facade> {
    return this.bySeer.get(node)?.values() ?? [];
  }

  add(facade: Facade): void {
    const seen = this.bySeer.get(facade.seenBy) ?? new Map<number, Facade>();
    this.bySeer.set(facade.seenBy, seen.set(facade.of, facade));
    this.byPort.set(facade.address.port, facade.of);
  }

  remove(of: number, seenBy: number): void {
    const facade = this.get(of, seenBy);
    if (facade === undefined) return;
    this.bySeer.get(seenBy)?.delete(of);
    this.byPort.delete(facade.address.port);
    facade.close();
  }

  /** For which node the facade at a port stands. */
  at({ port }: Pick<SocketAddress, 'port'>): number | undefined {
    return this.byPort.get(port);
  }

  close(): void {
    for (const seen of this.bySeer.values()) for (const facade of seen.values()) facade.close();
    this.bySeer.clear();
    this.byPort.clear();
  }
}
