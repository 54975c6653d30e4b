import { EVENT_KINDS, type EventKind, type NodeEvent } from '../../../core/events.js';
import type { Engine } from '../../engine/engine.js';
import type { NodeChange, PacketKind, Tap } from '../../engine/tap.js';
import type { Noted } from './noted.js';

/** Events kept for readers. A power of two; about 8 MB. */
const KEPT = 65_536;

/**
 * The last events of a network, numbered from 0. It begins when somebody first wants to read it, because it costs every packet a little;
 * from then on it goes on, so that a reader that was cut off can resume.
 *
 * Invariant: every number from `oldest` up to `end` can be read.
 */
export class History {
  end = 0;
  private readonly ring: (Noted | undefined)[] = [];
  private readonly traced = new Set<EventKind>();
  private readonly listeners = new Set<(noted: Noted) => void>();
  private stopTap: (() => void) | undefined;

  constructor(
    private readonly engine: Engine,
    private readonly kept: number = KEPT,
  ) {}

  get oldest(): number {
    return Math.max(0, this.end - this.kept);
  }

  at(number: number): Noted {
    return this.ring[number % this.kept] as Noted;
  }

  /** Begins, unless it has begun, to note everything, and traces of these kinds too. */
  begin(traced: readonly EventKind[]): void {
    const before = this.traced.size;
    for (const kind of traced) this.traced.add(kind);
    if (this.stopTap !== undefined && this.traced.size === before) return;
    this.stop(); // an engine asks what is wanted when a tap comes
    this.stopTap = this.engine.tap(this.asTap());
  }

  /** Calls `listener` after each event; it must only take note. Returns the way to stop it. */
  listen(listener: (noted: Noted) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  stop(): void {
    this.stopTap?.();
    this.stopTap = undefined;
  }

  packet(at: number, node: number, to: number, packet: PacketKind, bytes: number, delay: number): void {
    this.note({ kind: 'packet', at, node, to, packet, bytes, delay });
  }

  accepted(at: number, node: number, origin: string, id: number, from: number): void {
    this.note({ kind: 'accepted', at, node, origin, id, from });
  }

  node(at: number, node: number, change: NodeChange): void {
    this.note({ kind: 'node', at, node, change });
  }

  link(at: number, node: number, other: number, isUp: boolean): void {
    this.note({ kind: 'link', at, node, other, isUp });
  }

  fault(at: number, id: string, inForce: boolean): void {
    if (this.stopTap !== undefined) this.note({ kind: 'fault', at, id, inForce });
  }

  event(at: number, node: number, event: NodeEvent): void {
    this.note({ kind: 'trace', at, node, event });
  }

  wants(kind: EventKind): boolean {
    return this.traced.has(kind);
  }

  /** Without traces where nobody has asked for any: an engine may build events only because there is somebody who may want them. */
  private asTap(): Tap {
    const tap: Tap = {
      packet: (...packet) => this.packet(...packet),
      accepted: (...accepted) => this.accepted(...accepted),
      node: (...change) => this.node(...change),
      link: (...change) => this.link(...change),
    };
    if (!EVENT_KINDS.some((kind) => this.wants(kind))) return tap;
    return { ...tap, event: (...event) => this.event(...event), wants: (kind) => this.wants(kind) };
  }

  private note(noted: Noted): void {
    this.ring[this.end++ % this.kept] = noted;
    for (const listener of this.listeners) listener(noted);
  }
}
