import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import type { PeersterError } from '../../../core/errors.js';
import type { EventKind } from '../../../core/events.js';
import type { Want } from '../../../core/packet.js';
import { checkText } from '../../../core/validity.js';
import type { Printed, PrintedKind } from '../../../logging/read/printed.js';
import type { ForeignNode } from '../../programs/foreign-node.js';
import type { Call, ClientHole } from '../../programs/commands.js';
import type { Birth, Life } from '../../real/life.js';
import type { NodeRecord } from '../../sight/node-record.js';
import type { Known } from '../../sight/seen.js';
import type { ManagedProcess } from '../managed-process.js';
import type { Client } from './client.js';
import { nodeEnded, programFailed } from './failure.js';
import { eventOf, peerOf } from './printed-event.js';

/** What lines tell of a node that no datagram shows. */
export const HEARD: readonly PrintedKind[] = [
  'peers',
  'route',
  'coin',
  'in-sync',
  'downloading',
  'reconstructed',
  'found',
  'search-finished',
];

/** ms for the end of a node to become known. */
const GRACE = 200;

/** What a life of a node begins with. */
export interface ForeignParts {
  readonly birth: Birth;
  readonly known: Known;
  readonly record: NodeRecord;
  readonly client: Client;
  readonly gossipAddress: string;
  readonly folder: string;
  /** ms that a call of its client may take. */
  readonly patience: number;
}

/**
 * A node that is somebody else's: a process of a program that nothing is known of but its commands. It is driven by its client, and known
 * by what passes the relay and by its lines.
 */
export class ForeignLife implements Life, ForeignNode {
  readonly control = undefined;
  readonly uiAddress = undefined;
  readonly foreign = this;
  readonly incarnation = randomUUID();
  readonly startTime = Date.now();
  readonly name: string;
  readonly gossipAddress: string;
  readonly folder: string;
  readonly known: Known;
  readonly record: NodeRecord;
  readonly patience: number;
  private kinds: ReadonlySet<EventKind> = new Set();
  private process: ManagedProcess | undefined;
  private readonly listeners = new Set<(printed: Printed) => void>();
  private readonly ender = new AbortController();
  /** Rejects once it has ended. */
  private readonly ended: Promise<never>;

  constructor(private readonly parts: ForeignParts) {
    this.name = parts.birth.name;
    this.gossipAddress = parts.gossipAddress;
    this.folder = parts.folder;
    this.known = parts.known;
    this.record = parts.record;
    this.patience = parts.patience;
    const { signal } = this.ender;
    setMaxListeners(0, signal); // each call that waits listens
    this.ended = new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }));
    this.ended.catch(() => {}); // mostly nobody waits for it
  }

  /** It runs from now on. */
  begin(process: ManagedProcess): void {
    this.process = process;
    void process.gone.then((ending) => {
      this.ender.abort(nodeEnded(this.name, ending));
      this.parts.birth.onEnd();
    });
  }

  get ending(): AbortSignal {
    return this.ender.signal;
  }

  vector(): readonly Want[] {
    return this.known.vector();
  }

  nextId(origin: string): number {
    return this.known.nextId(origin);
  }

  async publish(text: string): Promise<number> {
    checkText(text);
    if (this.parts.birth.simple) return this.publishSimple(text);
    const late = AbortSignal.timeout(2 * this.patience); // its client may take the first half
    const published = this.known.published(text, AbortSignal.any([this.ending, late]));
    published.catch(() => {}); // the client may fail first
    await this.tell(text);
    if (this.parts.birth.isAlone()) return 0; // nothing passes the relay by which its id could be known
    try {
      return await published;
    } catch {
      this.ending.throwIfAborted();
      throw this.silent(await this.printed());
    }
  }

  takes(hole: ClientHole): boolean {
    return this.parts.client.has(hole);
  }

  call(about: Call): Promise<void> {
    return this.parts.client.call(about);
  }

  onPrinted(listener: (printed: Printed) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** What its lines say. */
  hear(all: readonly Printed[]): void {
    for (const printed of all) this.hearOne(printed);
    this.record.changed();
  }

  /** No command makes a course node know a neighbour, but it learns whoever sends to it. */
  async addPeer(address: string): Promise<void> {
    this.parts.birth.greet(address);
  }

  /** No command makes a course node forget one: it goes on sending, to where nobody is. */
  async removePeer(): Promise<void> {}

  async trace(kinds: ReadonlySet<EventKind>): Promise<void> {
    this.kinds = kinds;
  }

  async pause(): Promise<void> {
    await this.process?.signal('SIGSTOP');
  }

  async resume(): Promise<void> {
    await this.process?.signal('SIGCONT');
  }

  async terminate(): Promise<void> {
    await this.process?.signal('SIGTERM');
  }

  async crash(): Promise<void> {
    await this.process?.kill();
  }

  async end(): Promise<void> {
    await this.process?.kill();
  }

  async printed(): Promise<readonly string[]> {
    return (await this.process?.output()) ?? [];
  }

  /** A client whose node has just ended fails for that. */
  private async tell(text: string): Promise<void> {
    try {
      await Promise.race([this.call({ text }), this.ended]);
    } catch (error) {
      await Promise.race([this.process?.gone, setTimeout(GRACE)]);
      this.ending.throwIfAborted();
      throw error;
    }
  }

  /** A SimpleMessage has no id, and none that leaves can be told from one passed on before. */
  private async publishSimple(text: string): Promise<number> {
    await this.tell(text);
    const { birth, record } = this.parts;
    record.acceptSimple({ kind: 'simple', originalName: birth.name, relayPeerAddr: '', contents: text }, undefined, birth.clock());
    record.changed();
    return 0;
  }

  private hearOne(printed: Printed): void {
    const { record } = this;
    if (printed.kind === 'peers') record.printed(printed.peers.flatMap((address) => peerOf(address) ?? []));
    const nextHop = printed.kind === 'route' ? peerOf(printed.nextHop) : undefined;
    if (printed.kind === 'route' && nextHop !== undefined) record.route(printed.origin, nextHop);
    for (const listener of this.listeners) listener(printed);
    const event = eventOf(printed);
    if (event !== undefined && this.kinds.has(event.kind)) this.parts.birth.onEvent(event);
  }

  private silent(lines: readonly string[]): PeersterError {
    const why = `its client ended well, but no rumor with the text left it within ${this.patience / 1_000} s`;
    return programFailed(this.name, { why, lines });
  }
}
