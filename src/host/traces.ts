import { EVENT_KINDS, type EventKind, type NodeEvent } from '../core/events.js';

type Listener = (event: NodeEvent) => void;

/** Who listens to which events of a node, so that an event is built only if somebody does. */
export class Traces {
  private readonly byKind = new Map<EventKind, Listener[]>(EVENT_KINDS.map((kind) => [kind, []]));

  /** Returns the way to stop it. */
  add(kinds: ReadonlySet<EventKind>, listener: Listener): () => void {
    const own: Listener = (event) => listener(event); // the same function may be added twice
    for (const kind of kinds) this.change(kind, (list) => [...list, own]);
    return () => {
      for (const kind of kinds) this.change(kind, (list) => list.filter((each) => each !== own));
    };
  }

  wants(kind: EventKind): boolean {
    return this.listenersOf(kind).length > 0;
  }

  emit(event: NodeEvent): void {
    for (const listener of this.listenersOf(event.kind)) listener(event);
  }

  private listenersOf(kind: EventKind): readonly Listener[] {
    return this.byKind.get(kind) as Listener[];
  }

  /** Lists are replaced, not changed, because a listener may stop itself while it is being called. */
  private change(kind: EventKind, next: (list: readonly Listener[]) => Listener[]): void {
    this.byKind.set(kind, next(this.listenersOf(kind)));
  }
}
