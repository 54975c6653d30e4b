import type { Context } from '../context.js';
import type { Status } from '../packet.js';
import type { Settings } from '../settings.js';
import type { Timer } from '../timers.js';
import type { Rumors } from './rumors.js';

interface Owner {
  /** Publishes a text under the next own id. */
  publish(text: string): void;
  /** Own ids may be issued from now on. */
  onSettled(): void;
}

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
  deadline = 0;
  isArmed = false;
  next: Timer | undefined;
  isSettled: boolean;
  private readonly startedAt: number;
  /** The highest next id of our name that a peer has told. */
  private claimed = 1;
  /** The ids of this life that may turn out to be taken: from the first to this one. 0: none is doubted. */
  private doubtfulFrom = 0;
  private doubtfulTo = 0;
  /** Ms until which ids are doubtful; undefined before a Status came. */
  private doubtUntil: number | undefined;
  private isTrusted = false;
  /** Doubtful ids that others use for something else. */
  private taken: Set<number> | 'all' | undefined;
  /** Ms until which a past that has begun to arrive is waited for. */
  private reissueLimit: number | undefined;

  constructor(
    private readonly context: Context,
    private readonly settings: Settings,
    private readonly rumors: Rumors,
    waits: boolean,
    private readonly owner: Owner,
  ) {
    this.isSettled = !waits || settings.settleTime === 0;
    this.startedAt = context.now;
    if (!this.isSettled) context.timers.arm(this, context.now + settings.settleTime);
  }

  fire(): void {
    if (this.isSettled) this.issueAgain();
    else this.settle();
  }

  /** There is nothing left to find out: whoever asks may forget this object. */
  get isDone(): boolean {
    return this.isSettled && this.isTrusted;
  }

  onIssued(id: number): void {
    if (this.isTrusted || (this.doubtUntil !== undefined && this.context.now > this.doubtUntil)) return;
    if (this.doubtfulFrom === 0) this.doubtfulFrom = id;
    this.doubtfulTo = id;
  }

  /** A peer told its vector. `isNamed`: the user named it, so it is not somebody who only says what suits him. */
  onStatus(status: Status, isNamed: boolean): void {
    const { name, now } = this.context;
    this.doubtUntil ??= now + LONGEST_WAIT * this.settings.settleTime;
    let told = 1;
    for (const { identifier, nextId } of status.want) if (identifier === name && nextId > told) told = nextId;
    if (told > this.claimed) this.claimed = told;
    if (isNamed && status.scope.kind === 'all' && told <= (this.doubtfulFrom || this.nextId)) this.endDoubt();
    if (!this.isSettled && !this.isBehind && status.scope.kind !== 'listed') this.settle();
  }

  /** A rumor of our own name came and was new: it is from an earlier life, which then had all ids below, or from a second node. */
  onReturned(): void {
    if (!this.isSettled) return this.waitOn();
    if (this.doubtfulFrom === 0) return;
    this.taken = 'all';
    this.reissueSoon();
  }

  /** Others hold another text under an id of ours. */
  onTaken(id: number): void {
    if (this.doubtfulFrom === 0 || id < this.doubtfulFrom || id > this.doubtfulTo) return;
    this.taken ??= new Set();
    if (this.taken !== 'all') this.taken.add(id);
    this.reissueSoon();
  }

  /** Somebody whom we trust knew of nothing but what we know ourselves when we began: there was no life before. */
  private endDoubt(): void {
    if (this.taken !== undefined) return;
    this.doubtfulFrom = 0;
    this.isTrusted = true;
  }

  private settle(): void {
    this.isSettled = true;
    this.context.timers.disarm(this);
    this.owner.onSettled();
  }

  private get isBehind(): boolean {
    return this.claimed > this.nextId;
  }

  private get nextId(): number {
    return this.rumors.origins.find(this.context.name)?.nextId ?? 1;
  }

  /** There is a past: wait until it has come, within reason. */
  private waitOn(): void {
    const { settleTime } = this.settings;
    this.context.timers.arm(this, Math.min(this.context.now + settleTime, this.startedAt + LONGEST_WAIT * settleTime));
  }

  /** There may be more to come. But who claims that there is and never sends it is not waited for. */
  private reissueSoon(): void {
    const { now, timers } = this.context;
    const { settleTime } = this.settings;
    if (settleTime === 0 && !this.isBehind) return this.issueAgain();
    this.reissueLimit ??= now + LONGEST_WAIT * settleTime;
    timers.arm(this, Math.min(now + settleTime, this.reissueLimit));
  }

  /** Once a life, and what is issued again is not doubted: two nodes that share a name would answer each other for ever. */
  private issueAgain(): void {
    const { taken, doubtfulFrom, doubtfulTo } = this;
    if (taken === undefined) return;
    const issued = this.rumors.origins.find(this.context.name)?.textsFrom(doubtfulFrom) ?? [];
    const texts = issued.filter(({ id }) => id <= doubtfulTo && (taken === 'all' || taken.has(id)));
    this.taken = undefined;
    this.endDoubt();
    for (const { text } of texts) this.owner.publish(text);
  }
}

/** Settle times that a node waits at the most while its past is still arriving, and doubts its ids after a first Status. */
const LONGEST_WAIT = 25;
