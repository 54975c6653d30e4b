import { EVENT_KINDS, type EventKind, type NodeEvent } from '../../core/events.js';
import type { NodeChange, PacketKind, Tap } from './tap.js';

/** All taps of a network as one. */
export class Taps {
  /** Replaced, not changed, because a tap may take itself away while it is called. */
  private list: readonly Tap[] = [];
  private readonly waiting = new Set<() => void>();

  /** `onChanged`: something else may be wanted now. */
  constructor(private readonly onChanged: () => void = () => {}) {}

  /** Returns the way to take it away. */
  add(tap: Tap): () => void {
    this.change([...this.list, tap]);
    return () => {
      if (this.list.includes(tap)) this.change(without(this.list, tap));
    };
  }

  /** Calls `listener` after everything that any tap is told, and after every packet. Returns the way to stop it. */
  afterEach(listener: () => void): () => void {
    this.waiting.add(listener);
    return () => void this.waiting.delete(listener);
  }

  get wantsPackets(): boolean {
    if (this.waiting.size > 0) return true;
    for (const tap of this.list) if (tap.packet !== undefined) return true;
    return false;
  }

  get wantsAccepted(): boolean {
    for (const tap of this.list) if (tap.accepted !== undefined) return true;
    return false;
  }

  /** The kinds of events that somebody wants. */
  wanted(): ReadonlySet<EventKind> {
    return new Set(EVENT_KINDS.filter((kind) => this.list.some((tap) => tap.event !== undefined && tap.wants?.(kind))));
  }

  packet(at: number, from: number, to: number, kind: PacketKind, bytes: number, delay: number): void {
    for (const tap of this.list) tap.packet?.(at, from, to, kind, bytes, delay);
    this.told();
  }

  accepted(at: number, node: number, origin: string, id: number, from: number): void {
    for (const tap of this.list) tap.accepted?.(at, node, origin, id, from);
    this.told();
  }

  node(at: number, node: number, change: NodeChange): void {
    for (const tap of this.list) tap.node?.(at, node, change);
    this.told();
  }

  link(at: number, a: number, b: number, isUp: boolean): void {
    for (const tap of this.list) tap.link?.(at, a, b, isUp);
    this.told();
  }

  event(at: number, node: number, event: NodeEvent): void {
    for (const tap of this.list) if (tap.wants?.(event.kind)) tap.event?.(at, node, event);
    this.told();
  }

  private told(): void {
    for (const listener of this.waiting) listener();
  }

  private change(list: readonly Tap[]): void {
    this.list = list;
    this.onChanged();
  }
}

/** The same tap may be there several times: one of them goes. */
function without(list: readonly Tap[], tap: Tap): readonly Tap[] {
  const at = list.indexOf(tap);
  return list.filter((_, place) => place !== at);
}
