import type { Packet, Status } from '../../core/packet.js';
import type { Template } from '../../network/templates/template.js';
import { type Expected, NotJudged, type Sentence, Untimely } from '../check.js';
import type { Patience } from '../profile.js';
import type { Peer } from './peer.js';
import { Program } from './program.js';
import type { Transcript } from './transcript.js';

/** What a client is to do; see C4 of docs/protocol.md. */
export interface Order {
  readonly text?: string;
  readonly dest?: string;
  readonly file?: string;
  /** 64 hex digits. */
  readonly request?: string;
  readonly keywords?: string;
  readonly budget?: string;
}

export interface StageParts {
  readonly name: string;
  /** `ip:port`. */
  readonly address: string;
  readonly uiPort: number;
  readonly folder: string;
  readonly node: Program;
  readonly client: Template;
  readonly peers: readonly Peer[];
  readonly transcript: Transcript;
  readonly patience: Patience;
  readonly signal: AbortSignal | undefined;
}

/** One node that is judged, and the peers that play to it. */
export class Stage {
  private readonly keptSentences = new Set<Sentence>();

  constructor(readonly parts: StageParts) {}

  get name(): string {
    return this.parts.name;
  }

  get address(): string {
    return this.parts.address;
  }

  get patience(): Patience {
    return this.parts.patience;
  }

  /** Those that the node was told of come first, in that order. */
  peer(number: number): Peer {
    return this.parts.peers[number] as Peer;
  }

  /** What the node has printed since it had printed `from` lines. */
  lines(from = 0): readonly string[] {
    return this.parts.node.lines.slice(from);
  }

  /** What was shown to be kept before another sentence of the same play is broken. */
  get kept(): ReadonlySet<Sentence> {
    return this.keptSentences;
  }

  keeps(...sentences: readonly Sentence[]): void {
    for (const sentence of sentences) this.keptSentences.add(sentence);
  }

  /** Looks again at every change, up to `ms`; what was found, undefined if nothing was. Throws NotJudged where the node is gone. */
  async until<T>(look: () => T | false | undefined, ms: number): Promise<T | undefined> {
    const end = performance.now() + ms;
    for (;;) {
      const found = look();
      if (found !== undefined && found !== false) return found;
      const left = end - performance.now();
      if (left <= 0) return undefined;
      this.mustRun();
      if (this.parts.signal?.aborted === true) throw new NotJudged('it was stopped');
      await this.parts.transcript.next(Math.min(left, LONGEST_WAIT));
    }
  }

  /** The same, and Broken where nothing was found. */
  async expect<T>(sentence: Sentence, expected: Expected, look: () => T | false | undefined, ms: number): Promise<T> {
    const found = await this.until(look, ms);
    if (found !== undefined) return found;
    const [words, packet] = typeof expected === 'string' ? [expected] : expected;
    const inTime = `${words} within ${ms} ms`;
    throw new Untimely(sentence, packet === undefined ? inTime : [inTime, packet], ms);
  }

  /** Lets time pass. */
  async pass(ms: number): Promise<void> {
    await this.until(() => false, ms);
  }

  mustRun(): void {
    const { node } = this.parts;
    if (node.ended !== undefined) throw new NotJudged(`the node is gone: ${[node.ended, ...node.lines.slice(-3)].join(': ')}`);
  }

  /** Waits for a Status to that peer, since it had got `from` datagrams, that fits. */
  statusTo(peer: Peer, from: number, fits: (status: Status) => boolean, ms: number): Promise<Status | undefined> {
    return this.until(() => peer.statuses(from).find(fits), ms);
  }

  /** Sends from a peer, and waits for the Status that answers; NotJudged without one, for that is judged elsewhere (G5). */
  async told(peer: Peer, packet: Packet, fits: (status: Status) => boolean): Promise<Status> {
    const from = peer.got.length;
    peer.send(packet);
    const status = await this.statusTo(peer, from, fits, this.patience.soon);
    if (status === undefined) throw new NotJudged('the node did not take up the rumors of the play');
    return status;
  }

  /** Runs the client to its end. Throws NotJudged where it fails. */
  async client(order: Order): Promise<void> {
    const { status, lines } = await this.runClient(order);
    if (status !== 0) throw new NotJudged(`the client failed: ${lines.at(-1) ?? `status ${status}`}; --client "…" says how it is called`);
  }

  async runClient(order: Order): Promise<{ status: number | null; lines: readonly string[] }> {
    const { client, uiPort, folder, transcript } = this.parts;
    const argv = client.filledWith({ ui: String(uiPort), ...order });
    transcript.line('client', argv.slice(1).join(' '));
    const program = new Program(argv, folder, () => {});
    const limit = setTimeout(() => void program.kill(), CLIENT_LIMIT);
    await program.gone;
    clearTimeout(limit);
    return { status: program.ended === undefined ? null : program.status, lines: program.lines };
  }
}

/** Ms until it is looked again whether the play is to be stopped. */
const LONGEST_WAIT = 200;

/** Ms in which a client must have ended. */
const CLIENT_LIMIT = 10_000;

/** The next id that a Status names for an origin; 1: it names none. */
export function nextOf(status: Status, origin: string): number {
  return status.want.find(({ identifier }) => identifier === origin)?.nextId ?? 1;
}
