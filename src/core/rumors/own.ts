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
 * What others claim is not believed, only followed: ids are taken from rumors that came, so a false claim costs nothing. And
 * what is issued once the others have had their say is not doubted any more: a forged rumor of our name cannot make a node say
 * everything again that it ever said.
 */
export class OwnIds implements Timer {
  deadline = Number.POSITIVE_INFINITY;
  armed = 0;
  next: Timer | undefined;
  isSettled: boolean;
  private readonly firstLimit: number;
  /** The highest next id of our name that a peer has told. */
  private claimed = 1;
  /** Ids of this life that may turn out to be taken: `doubtfulFrom` to `doubtfulTo`; undefined before the first. */
  private doubtfulFrom: number | undefined;
  private doubtfulTo = 0;
  /** Ms until which ids are doubtful; Infinity before a Status came. */
  private doubtUntil = Number.POSITIVE_INFINITY;
  /** The highest id of this life that others use for something else. */
  private takenTo = 0;
  /** Ms until which a past that has begun to arrive is waited for. */
  private reissueLimit = Number.POSITIVE_INFINITY;

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
    if (this.isSettled) this.issueAgain();
    else this.isSettled = true;
  }

  onIssued(id: number): void {
    if (this.context.now > this.doubtUntil) return;
    this.doubtfulFrom ??= id;
    this.doubtfulTo = id;
  }

  /** A peer told its vector. */
  onStatus(status: Status): void {
    const { name, now } = this.context;
    if (this.doubtUntil === Number.POSITIVE_INFINITY) this.doubtUntil = now + LONGEST_WAIT * this.settings.settleTime;
    for (const { identifier, nextId } of status.want) if (identifier === name && nextId > this.claimed) this.claimed = nextId;
    if (!this.isSettled && !this.isBehind) this.isSettled = true;
  }

  /** A rumor of our own name came and was new: it is from an earlier life, or from a second node of our name. */
  onReturned(): void {
    if (this.isSettled) this.onTaken(this.doubtfulTo);
    else this.waitOn();
  }

  /** Others hold another text under an id of ours, and so under all of this life's ids below it. */
  onTaken(id: number): void {
    if (id > this.takenTo) this.takenTo = id;
    if (this.doubtfulFrom === undefined || this.doubtfulFrom > this.takenTo) return;
    if (this.isBehind) this.reissueLater();
    else this.issueAgain();
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

  /** There is more to come, or somebody claims that there is. */
  private reissueLater(): void {
    const { now, timers } = this.context;
    const { settleTime } = this.settings;
    if (this.reissueLimit === Number.POSITIVE_INFINITY) this.reissueLimit = now + LONGEST_WAIT * settleTime;
    timers.arm(this, Math.min(now + settleTime, this.reissueLimit));
  }

  /** Each text once, and what is issued again is not doubted: two nodes that share a name would answer each other for ever. */
  private issueAgain(): void {
    this.doubtUntil = Number.NEGATIVE_INFINITY;
    const from = this.doubtfulFrom ?? 0;
    const to = Math.min(this.takenTo, this.doubtfulTo);
    this.doubtfulFrom = Math.max(from, to + 1);
    const origin = this.rumors.origins.find(this.context.name);
    const texts = origin?.textsFrom(from).filter(({ id }) => id <= to) ?? [];
    for (const { text } of texts) this.reissue(text);
  }
}

/** Settle times that a node waits at the most while its past is still arriving, and doubts its ids after a first Status. */
const LONGEST_WAIT = 25;
