import { type Rumor, type Status, type Want, want } from '../../core/packet.js';
import { HeldOfOrigin, type Holding } from './held-of-origin.js';

/** What is known of a node by its traffic alone. */
export interface Known {
  /** As it has said in its Statuses, and by what it sent. */
  vector(): readonly Want[];
  nextId(origin: string): number;
  /** When it last sent a Status, ms of the network's time; undefined: it has not yet. */
  readonly lastStatus: number | undefined;
  /** Rumors with texts that it is known to hold. */
  readonly messages: number;
  /** Resolves with the id of the next rumor of its own with this text that leaves it. Rejects with the signal's reason. */
  published(text: string, signal: AbortSignal): Promise<number>;
}

type OnHeld = (origin: string, holding: Holding) => void;

interface Wait {
  readonly text: string;
  readonly resolve: (id: number) => void;
}

/** One node in one of its lives, as its traffic shows it. */
export class Seen implements Known {
  lastStatus: number | undefined;
  messages = 0;
  private readonly origins = new Map<string, HeldOfOrigin>();
  private waits: readonly Wait[] = [];
  /** Own ids that have left it. */
  private readonly left = new Set<number>();

  /** `onHeld`: of each origin in the order of the ids. */
  constructor(
    private readonly name: string,
    private readonly onHeld: OnHeld,
  ) {}

  vector(): readonly Want[] {
    return [...this.origins].flatMap(([origin, { nextId }]) => (nextId > 1 ? [want(origin, nextId)] : []));
  }

  nextId(origin: string): number {
    return this.origins.get(origin)?.nextId ?? 1;
  }

  hasCome({ origin, id }: Rumor): boolean {
    return this.origins.get(origin)?.hasCome(id) ?? false;
  }

  /** A rumor was handed to it. */
  received({ origin, id, text }: Rumor, at: number, from: number): void {
    this.of(origin).came(id, text !== '', at, from);
  }

  /** It sent a rumor, which it holds then. Returns whether it is one of its own that was not seen before. */
  sent({ origin, id, text }: Rumor, at: number): boolean {
    const held = this.of(origin);
    const isFirst = origin === this.name && !this.left.has(id) && !held.isFromAnother(id);
    if (isFirst) this.left.add(id);
    if (isFirst) held.came(id, text !== '', at, -1);
    held.shows(id + 1);
    this.tell(origin, held, at);
    if (isFirst && text !== '') this.settle(text, id);
    return isFirst;
  }

  /** It sent a Status. */
  said({ want: wants }: Status, at: number): void {
    this.lastStatus = at;
    for (const { identifier, nextId } of wants) {
      const held = this.of(identifier);
      held.shows(nextId);
      this.tell(identifier, held, at);
    }
  }

  async published(text: string, signal: AbortSignal): Promise<number> {
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        this.waits = this.waits.filter((one) => one !== wait);
        reject(signal.reason as Error);
      };
      const wait: Wait = {
        text,
        resolve: (id) => {
          signal.removeEventListener('abort', stop);
          resolve(id);
        },
      };
      this.waits = [...this.waits, wait];
      signal.addEventListener('abort', stop, { once: true });
    });
  }

  private settle(text: string, id: number): void {
    const wait = this.waits.find((one) => one.text === text);
    if (wait === undefined) return;
    this.waits = this.waits.filter((one) => one !== wait);
    wait.resolve(id);
  }

  private of(origin: string): HeldOfOrigin {
    let held = this.origins.get(origin);
    if (held === undefined) this.origins.set(origin, (held = new HeldOfOrigin()));
    return held;
  }

  private tell(origin: string, held: HeldOfOrigin, now: number): void {
    for (const holding of held.news(now, origin === this.name)) {
      this.messages++;
      this.onHeld(origin, holding);
    }
  }
}
