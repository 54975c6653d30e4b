import { expect } from 'vitest';
import { BOUNDS } from '../../src/core/bounds.js';
import type { NodeEvent } from '../../src/core/events.js';
import type { Packet } from '../../src/core/packet.js';
import { type Bundle, encode } from '../../src/wire/codec.js';
import { MemoryNetwork } from '../support/memory-network.js';
import type { MemoryNode } from '../support/memory-node.js';
import { datagramsOut, ring } from '../support/ring.js';

/** Virtual ms between two texts of one honest node. */
const PERIOD = 400;

/** Six honest nodes that talk all the time, and somebody else with as many addresses as he likes. */
export class Village {
  readonly network: MemoryNetwork;
  readonly nodes: readonly MemoryNode[];
  private readonly said: string[] = [];
  private nextAt = 0;

  constructor(options: { readonly seed?: number; readonly extensions?: number; readonly size?: number } = {}) {
    this.network = new MemoryNetwork(options.seed ?? 1);
    this.nodes = ring(this.network, options.size ?? 6, { extensions: options.extensions ?? 1 });
    this.nextAt = this.network.now;
  }

  /** The number of the attacker's address `which`; each is nobody's. */
  stranger(which = 0): number {
    return this.nodes.length + which;
  }

  /** Says something to one node. */
  say(packet: Packet | Bundle, to: MemoryNode, from = this.stranger()): void {
    this.network.send(encode(packet, 'course'), this.network.peer(from), to.address);
  }

  sayToAll(packet: Packet | Bundle, from = this.stranger()): void {
    for (const node of this.nodes) this.say(packet, node, from);
  }

  /** Lets time pass, in which the honest nodes go on talking. */
  live(ms: number): void {
    const end = this.network.now + ms;
    while (this.nextAt <= end) {
      this.network.run(Math.max(0, this.nextAt - this.network.now));
      this.talk();
      this.nextAt += PERIOD;
    }
    this.network.run(end - this.network.now);
  }

  /** Calls `act` so many times within `ms`, with the life of the village going on. */
  livingThrough(times: number, ms: number, act: (time: number) => void): void {
    const start = this.network.now;
    for (let time = 0; time < times; time++) {
      const at = start + (time * ms) / times;
      if (at > this.network.now) this.live(at - this.network.now);
      act(time);
    }
  }

  /** Every honest text is in every log once, in the order of its origin; in the end, within so many ms. */
  expectWhole(within = 20_000): void {
    const texts = this.said;
    this.network.runUntil(() => this.nodes.every((node) => this.honestTexts(node).length >= texts.length), within);
    for (const node of this.nodes) {
      for (const { node: origin } of this.nodes) {
        const wanted = texts.filter((text) => text.startsWith(`${origin.name}:`));
        const had = this.honestTexts(node).filter((text) => text.startsWith(`${origin.name}:`));
        expect({ at: node.node.name, of: origin.name, had }).toEqual({ at: node.node.name, of: origin.name, had: wanted });
      }
    }
  }

  /** Nothing that a node keeps has outgrown its bound. */
  expectBounded(): void {
    for (const { node } of this.nodes) {
      expect(node.vector().length).toBeLessThanOrEqual(BOUNDS.origins);
      expect(node.neighbours.length).toBeLessThanOrEqual(2 + BOUNDS.learntPeers);
    }
  }

  /** Datagrams a second that the busiest node sends over the next `ms`, in which nobody says anything. */
  restlessness(ms: number): number {
    const before = this.nodes.map(datagramsOut);
    this.network.run(ms);
    return Math.max(...this.nodes.map((node, index) => datagramsOut(node) - (before[index] as number))) / (ms / 1_000);
  }

  /** Events of a kind at a node, from now on. */
  watch<K extends NodeEvent['kind']>(node: MemoryNode, kind: K): Extract<NodeEvent, { kind: K }>[] {
    const seen: Extract<NodeEvent, { kind: K }>[] = [];
    node.onEvent = (event) => {
      if (event.kind === kind) seen.push(event as Extract<NodeEvent, { kind: K }>);
    };
    return seen;
  }

  private talk(): void {
    this.nodes.forEach((node) => {
      const text = `${node.node.name}: ${this.said.length}`;
      this.said.push(text);
      node.publish(text);
    });
  }

  private honestTexts(node: MemoryNode): readonly string[] {
    return node.texts().filter((text) => /^n\d+: \d+$/.test(text));
  }
}
