import type { Context } from '../context.js';
import type { Status } from '../packet.js';
import type { Settings } from '../settings.js';
import type { Timer } from '../timers.js';
import type { Rumors } from './rumors.js';

/**
 * A node that was here before (protocol.md §2, Restart): others may hold rumors of its name from an earlier life, and its ids go
 * on above those. So its first own id waits for a word of its peers, and a text issued under an id that turns out to be taken is
 * issued again above.
 *
 * What others claim is not believed, only followed: ids are taken from rumors that came, so a false claim costs nothing.
 */
export class OwnIds implements Timer {
  deadline = Number.POSITIVE_INFINITY;
  armed = 0;
  next: Timer | undefined;
  isSettled: boolean;
  private readonly firstLimit: number;
  /** The highest next id of our name that a peer has told. */
  private claimed = 1;
  /** The first id issued in this life; undefined before. */
  private issuedFrom: number | undefined;
  private issuedTo = 0;
  private hasReissued = false;

  constructor(
    private readonly context: Context,
    private readonly settings: Settings,
    private readonly rumors: Rumors,
    waits: boolean,
    /** Publishes a text once more. */
    private readonly reissue: (text: string) => void,
  ) {
    this.isSettled = !waits || settings.settleTime === 0;
    this.firstLimit = context.now + LONGEST_WAIT * settings.settleTime;
    if (!this.isSettled) context.timers.arm(this, context.now + settings.settleTime);
  }

  fire(): void {
    this.isSettled = true;
  }

  onIssued(id: number): void {
    this.issuedFrom ??= id;
    this.issuedTo = id;
  }

  /** A peer told its vector. */
  onStatus(status: Status): void {
    const { name } = this.context;
    for (const { identifier, nextId } of status.want) if (identifier === name && nextId > this.claimed) this.claimed = nextId;
    if (!this.isSettled && !this.isBehind) this.isSettled = true;
  }

  /** A rumor of our own name came and was new: it is from an earlier life, or from a second node of our name. */
  onReturned(): void {
    if (!this.isSettled) this.waitOn();
    else if (!this.isBehind) this.issueAgain();
  }

  private get isBehind(): boolean {
    return this.claimed > this.nextId;
  }

  private get nextId(): number {
    return this.rumors.origins.find(this.context.name)?.nextId ?? 1;
  }

  /** There is a past: wait until it has come, within reason. */
  private waitOn(): void {
    const until = Math.min(this.context.now + this.settings.settleTime, this.firstLimit);
    this.context.timers.arm(this, until);
  }

  /** Once a life: two nodes that share a name would otherwise answer each other for ever. */
  private issueAgain(): void {
    if (this.hasReissued || this.issuedFrom === undefined) return;
    this.hasReissued = true;
    const origin = this.rumors.origins.find(this.context.name);
    const texts = origin?.textsFrom(this.issuedFrom).filter(({ id }) => id <= this.issuedTo) ?? [];
    for (const { text } of texts) this.reissue(text);
  }
}

/** Settle times that a node waits at the most while its past is still arriving. */
const LONGEST_WAIT = 25;
