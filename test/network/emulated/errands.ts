import { PeersterError } from '../../../src/core/errors.js';
import type { EventKind, NodeEvent } from '../../../src/core/events.js';
import type { Search } from '../../../src/core/search/search.js';
import type { Parcel } from '../../../src/network/emulated/carrier.js';
import type { World } from '../../../src/network/emulated/world.js';
import type { Watcher } from '../../../src/network/emulated/world-options.js';

const KINDS: ReadonlySet<EventKind> = new Set<EventKind>(['route', 'private', 'found', 'dropped']);

interface Letter {
  readonly to: number;
  delivered: number;
}

interface Quest {
  search: Search | undefined;
  readonly from: number;
  /** The most requests that its budgets allow. */
  readonly most: number;
  readonly told: Set<string>;
  requests: number;
}

/** Requests of a search without a budget: those that its five rounds allow. */
const ALL_ROUNDS = 1 + 3 + 7 + 15 + 31;

/**
 * Sends private messages and searches through a world and holds what becomes of them against the rules: no entry of a routing table leads
 * round a loop, no message comes twice or to somebody else, no search asks more than its budget or finds what is not there.
 */
export class Errands implements Watcher {
  readonly faults: string[] = [];
  /** Whether an entry that leads round a loop is a fault: nodes that lost their memory may make some, until newer rumors come. */
  forbidsLoops = true;
  /** Packets dropped for want of hops or of a route. */
  strayed = 0;
  private world: World | undefined;
  private readonly letters = new Map<string, Letter>();
  /** By the keyword of the search, which each has for itself. */
  private readonly quests = new Map<string, Quest>();
  private readonly sharers = new Map<string, Set<number>>();

  watch(world: World): void {
    this.world = world;
  }

  wants(kind: EventKind): boolean {
    return KINDS.has(kind);
  }

  event(node: number, event: NodeEvent): void {
    if (event.kind === 'route' && this.forbidsLoops) this.checkWay(node, event.rumor.origin);
    else if (event.kind === 'private') this.onPrivate(node, event.message.text, event.message.hopLimit);
    else if (event.kind === 'found') this.onFound(node, event.match.fileName, event.match.node);
    else if (event.kind === 'dropped' && (event.reason === 'hop-limit' || event.reason === 'no-route')) this.strayed++;
  }

  departed(_from: number, parcel: Parcel): void {
    if (parcel instanceof Uint8Array || parcel.kind !== 'searchRequest') return;
    const quest = this.quests.get(parcel.keywords[0] as string);
    if (quest !== undefined) quest.requests++;
  }

  /** Returns whether there was a route. */
  send(from: number, to: number): boolean {
    const text = `letter ${this.letters.size} from ${from} to ${to}`;
    this.letters.set(text, { to, delivered: 0 });
    try {
      this.at.act(from, ({ services }) => services.sendPrivate(text, this.nameOf(to)));
      return true;
    } catch (error) {
      if (!(error instanceof PeersterError) || error.code !== 'NO_ROUTE') throw error;
      return false;
    }
  }

  /** Searches for a file that these nodes share. */
  search(from: number, budget: number, holders: readonly number[]): Search {
    const keyword = `treasure ${this.quests.size};`;
    const metahash = this.quests.size.toString(16).padStart(64, '0');
    this.sharers.set(keyword, new Set(holders));
    for (const holder of this.sharers.get(keyword) as Set<number>)
      this.at.act(holder, ({ files }) => files.share({ name: `the ${keyword}`, metahash, chunkCount: 2, size: 9_000 }));
    // Its first requests leave with the command.
    const quest: Quest = { from, most: budget === 0 ? ALL_ROUNDS : budget - 1, told: new Set(), requests: 0, search: undefined };
    this.quests.set(keyword, quest);
    quest.search = this.at.act(from, ({ services }) => services.searches.start([keyword], budget));
    return quest.search;
  }

  /** How many letters there are, and how many of them have arrived. */
  get lettersSent(): number {
    return this.letters.size;
  }

  get lettersArrived(): number {
    return [...this.letters.values()].filter(({ delivered }) => delivered > 0).length;
  }

  /** Hops from one node to another by the tables as they are; undefined where they lead nowhere or round a loop. */
  hops(from: number, to: number): number | undefined {
    const seen = new Set<number>();
    let at = from;
    for (; at !== to; at = this.at.node(at).routes.nextHop(this.nameOf(to))?.port ?? -1) {
      if (at < 0 || seen.has(at)) return undefined;
      seen.add(at);
    }
    return seen.size;
  }

  /** At the end: what the searches have done. */
  checkQuests(): void {
    for (const [keyword, { search, requests, most }] of this.quests) {
      if (requests > most) this.faults.push(`${keyword} made ${requests} requests; its budget allows ${most}`);
      if ((search?.fullMatches ?? 0) > (this.sharers.get(keyword) as Set<number>).size)
        this.faults.push(`${keyword} has too many full matches`);
    }
  }

  private checkWay(from: number, destination: string): void {
    const seen = new Set<number>();
    for (let at: number | undefined = from; at !== undefined && this.nameOf(at) !== destination; ) {
      if (seen.has(at)) return void this.faults.push(`at ${this.at.now} ms the way from ${from} to ${destination} comes back to ${at}`);
      seen.add(at);
      at = this.at.node(at).routes.nextHop(destination)?.port;
    }
  }

  private onPrivate(node: number, text: string, hopLimit: number): void {
    const letter = this.letters.get(text);
    if (letter === undefined || letter.to !== node) return void this.faults.push(`${text} came to ${node}`);
    if (++letter.delivered > 1) this.faults.push(`${text} came ${letter.delivered} times`);
    if (hopLimit < 0 || hopLimit > 9) this.faults.push(`${text} came with hop limit ${hopLimit}`);
  }

  private onFound(node: number, fileName: string, holder: string): void {
    const keyword = fileName.slice('the '.length);
    const quest = this.quests.get(keyword);
    const has = [...(this.sharers.get(keyword) ?? [])].some((sharer) => this.nameOf(sharer) === holder);
    if (quest === undefined || quest.from !== node || !has || holder === this.nameOf(node))
      return void this.faults.push(`${node} found ${fileName} at ${holder}`);
    if (quest.told.has(holder)) this.faults.push(`${node} was told twice of ${fileName} at ${holder}`);
    quest.told.add(holder);
  }

  private nameOf(node: number): string {
    return this.at.node(node).name;
  }

  private get at(): World {
    return this.world as World;
  }
}
