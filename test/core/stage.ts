import type { Outbox, Peer } from '../../src/core/context.js';
import type { EventKind, NodeEvent } from '../../src/core/events.js';
import { Node } from '../../src/core/node.js';
import { type Packet, type Private, type Rumor, type Simple, type Status, status, type Want, want } from '../../src/core/packet.js';
import { Random } from '../../src/core/random.js';
import { type SettingName, settings } from '../../src/core/settings.js';

export interface Sent {
  readonly packet: Packet;
  readonly to: Peer;
}

export interface StageOptions {
  readonly name?: string;
  readonly peers?: readonly Peer[];
  readonly simple?: boolean;
  readonly seed?: number;
  readonly settings?: Partial<Record<SettingName, number>>;
}

/** Ports 1 to `count` of one host. The same object for the same port, as a host would intern them. */
export function peers(count: number): readonly Peer[] {
  return Array.from({ length: count }, (_, index) => peer(index + 1));
}

const interned = new Map<number, Peer>();
export function peer(port: number): Peer {
  const known = interned.get(port) ?? { host: '10.0.0.1', port };
  interned.set(port, known);
  return known;
}

export const SELF = peer(5_000);

/** `vector('Ann', 3, 'Bob', 2)` is what a node tells that holds Ann 1 and 2 and Bob 1. */
export function vector(...entries: readonly (string | number)[]): Status {
  const wants: Want[] = [];
  for (let at = 0; at < entries.length; at += 2) wants.push(want(entries[at] as string, entries[at + 1] as number));
  return status(wants);
}

/**
 * One node of the core, its clock in the hands of the test and everything it says written down. By default it speaks the plain wire
 * and does nothing of its own accord: no anti-entropy, no waiting for a past.
 */
export class Stage {
  readonly node: Node;
  now = 0;
  private sent: Sent[] = [];
  private happened: NodeEvent[] = [];

  constructor(options: StageOptions = {}) {
    const outbox: Outbox = {
      send: (packet, to) => void this.sent.push({ packet, to }),
      wants: () => true,
      emit: (event) => void this.happened.push(event),
    };
    this.node = new Node({
      name: options.name ?? 'Me',
      settings: settings({ antiEntropy: 0, settleTime: 0, extensions: 0, ...options.settings }),
      random: new Random(options.seed ?? 1),
      outbox,
      simple: options.simple ?? false,
      address: '10.0.0.1:5000',
      peers: options.peers ?? [],
      isSelf: (candidate) => candidate === SELF,
      now: 0,
    });
    this.sent = [];
  }

  /** One datagram's worth of step, or several packets in one turn. */
  receive(from: Peer, ...packets: readonly Packet[]): this {
    this.node.at(this.now);
    for (const packet of packets) this.node.receive(packet, from);
    this.node.endTurn();
    return this;
  }

  /** Runs a command as a step. */
  act<T>(command: (node: Node) => T): T {
    const value = command(this.node.at(this.now));
    this.node.endTurn();
    return value;
  }

  publish(...texts: readonly string[]): this {
    this.node.at(this.now);
    for (const text of texts) this.node.publish(text);
    this.node.endTurn();
    return this;
  }

  /** Lets time pass, waking the node whenever it asked to be woken. */
  wait(ms: number): this {
    const until = this.now + ms;
    for (let due = this.node.nextDeadline; due <= until; due = this.node.nextDeadline) {
      this.now = Math.max(this.now, due);
      this.node.at(this.now).endTurn();
    }
    this.now = until;
    this.node.at(until).endTurn();
    return this;
  }

  /** What was sent since the last call, in order. */
  takeSent(): readonly Sent[] {
    const { sent } = this;
    this.sent = [];
    return sent;
  }

  takeRumors(): readonly { readonly rumor: Rumor; readonly to: Peer }[] {
    return this.takeSent().flatMap(({ packet, to }) => (packet.kind === 'rumor' ? [{ rumor: packet, to }] : []));
  }

  takeStatuses(): readonly { readonly status: Status; readonly to: Peer }[] {
    return this.takeSent().flatMap(({ packet, to }) => (packet.kind === 'status' ? [{ status: packet, to }] : []));
  }

  takeSimples(): readonly { readonly simple: Simple; readonly to: Peer }[] {
    return this.takeSent().flatMap(({ packet, to }) => (packet.kind === 'simple' ? [{ simple: packet, to }] : []));
  }

  takePrivates(): readonly { readonly private: Private; readonly to: Peer }[] {
    return this.takeSent().flatMap(({ packet, to }) => (packet.kind === 'private' ? [{ private: packet, to }] : []));
  }

  /** Events of these kinds since the last call with any kinds. */
  takeEvents<K extends EventKind>(...kinds: readonly K[]): readonly Extract<NodeEvent, { kind: K }>[] {
    const { happened } = this;
    this.happened = [];
    return happened.filter((event): event is Extract<NodeEvent, { kind: K }> => (kinds as readonly string[]).includes(event.kind));
  }

  /** The log as `origin id text`. */
  get log(): readonly string[] {
    const entries: string[] = [];
    for (let at = this.node.log.oldest; at < this.node.log.end; at++) {
      const { origin, id, text } = this.node.log.at(at);
      entries.push(`${origin} ${id} ${text}`);
    }
    return entries;
  }
}

/** `Ann 1` for a rumor, so that lists of them read well in a failure. */
export function label(rumor: Rumor): string {
  return `${rumor.origin} ${rumor.id}`;
}
