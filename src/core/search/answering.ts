import { Allowances } from '../allowances.js';
import { BOUNDS } from '../bounds.js';
import type { Context, Peer } from '../context.js';
import type { DropReason } from '../events.js';
import { type SearchReply, type SearchRequest, searchReply } from '../packet.js';
import type { Settings } from '../settings.js';
import { utf8Length } from '../text.js';
import type { Flood } from './flood.js';
import { RecentRequests } from './recent-requests.js';
import { resultsFor, type Shelf } from './replies.js';

/** Sends a packet towards its destination; a string is why it was not sent. */
export interface Way {
  send(packet: SearchReply): Peer | DropReason;
}

/** What a node does when others search: it tells what it has, and passes the request on all the same. */
export class Answering {
  private readonly recent: RecentRequests;
  private readonly allowances: Allowances;

  constructor(
    private readonly context: Context,
    private readonly settings: Settings,
    private readonly way: Way,
    private readonly flood: Flood,
    private readonly shelf: Shelf,
  ) {
    this.recent = new RecentRequests(settings.searchWindow);
    this.allowances = new Allowances(settings.searchRate, settings.searchRate);
  }

  /** Returns why the request changes nothing, or why the answer was not sent. */
  receive(request: SearchRequest, from: Peer): DropReason | undefined {
    const { name, now } = this.context;
    if (request.origin === name) return 'copy';
    // Before it is noted as taken: the same request may come by a neighbour that asks less.
    if (sizeOf(request) > BOUNDS.keywordBytes || !this.allowances.allows(from, now)) return 'busy';
    if (this.recent.isRepeated(request, now)) return 'copy';
    this.flood.spread(request, from);
    return this.answer(request);
  }

  private answer({ origin, keywords }: SearchRequest): DropReason | undefined {
    const { hopLimit, searchReplyBytes } = this.settings;
    for (const { results, trees } of resultsFor(this.shelf, keywords, searchReplyBytes)) {
      const fate = this.way.send(searchReply(this.context.name, origin, hopLimit, results, trees));
      if (typeof fate === 'string') return fate;
    }
    return undefined;
  }
}

function sizeOf({ keywords }: SearchRequest): number {
  return keywords.reduce((sum, keyword) => sum + utf8Length(keyword), 0);
}
