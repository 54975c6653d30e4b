import { answer } from '../harness/answer.js';

/** Nodes to which each node forwards the rumor once. */
const FANOUT = 6;

interface Event {
  readonly at: number;
  readonly to: number;
  readonly origin: string;
  readonly id: number;
}

let state = 12_345;

function below(n: number): number {
  state ^= state << 13;
  state >>>= 0;
  state ^= state >>> 17;
  state ^= state << 5;
  state >>>= 0;
  return state % n;
}

/** A binary heap of event objects: what an emulator is written with at first. */
class Heap {
  readonly events: Event[] = [];

  push(event: Event): void {
    const { events } = this;
    let i = events.length;
    events.push(event);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if ((events[parent] as Event).at <= event.at) break;
      events[i] = events[parent] as Event;
      i = parent;
    }
    events[i] = event;
  }

  pop(): Event {
    const { events } = this;
    const top = events[0] as Event;
    const last = events.pop() as Event;
    const { length } = events;
    if (length === 0) return top;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= length) break;
      if (child + 1 < length && (events[child + 1] as Event).at < (events[child] as Event).at) child++;
      if ((events[child] as Event).at >= last.at) break;
      events[i] = events[child] as Event;
      i = child;
    }
    events[i] = last;
    return top;
  }
}

function spreadOne(nodes: number): number {
  const heap = new Heap();
  const seen = Array.from({ length: nodes }, () => new Map<string, number>());
  let now = 0;
  const receive = (node: number, origin: string, id: number): void => {
    const known = seen[node] as Map<string, number>;
    if (id <= (known.get(origin) ?? 0)) return;
    known.set(origin, id);
    for (let i = 0; i < FANOUT; i++) heap.push({ at: now + 10 + below(90_000) / 1_000, to: below(nodes), origin, id });
  };
  const began = performance.now();
  receive(0, 'n0', 1);
  let events = 0;
  for (; heap.events.length > 0; events++) {
    const event = heap.pop();
    now = event.at;
    receive(event.to, event.origin, event.id);
  }
  return (events / (performance.now() - began)) * 1_000;
}

answer({
  /** No protocol: one rumor, which each node forwards once to a few random nodes; a Map per node. Warm, as the emulator beside it. */
  run({ nodes }: { nodes: number }) {
    for (let round = 0; round < 5; round++) spreadOne(1_000);
    return { eventsPerSecond: spreadOne(nodes) };
  },
});
