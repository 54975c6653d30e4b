import type { Context, Peer } from '../context.js';
import { type SearchRequest, searchRequest } from '../packet.js';
import type { Random } from '../random.js';
import { shares } from './shares.js';

interface Neighbours {
  readonly all: Iterable<Peer>;
}

/** Sends search requests on to the neighbours, each with its share of the budget. */
export class Flood {
  private dice: Random | undefined;

  constructor(
    private readonly context: Context,
    private readonly neighbours: Neighbours,
  ) {}

  /** `except`: whom the request came from. */
  spread({ origin, budget, keywords }: SearchRequest, except: Peer | undefined): void {
    const others = [...this.neighbours.all].filter((peer) => peer !== except);
    this.dice ??= this.context.random.fork('search');
    shares(budget, others.length, this.dice).forEach((share, at) => {
      if (share > 0) this.context.outbox.send(searchRequest(origin, share, keywords), others[at] as Peer);
    });
  }
}
