import type { Peer } from './context.js';
import type { Private, Rumor, Simple, Status } from './packet.js';

/** Why a datagram or a packet changed nothing. The names are part of the API (counters, WatchEvents). */
export const DROP_REASONS = [
  'malformed',
  'oversize',
  'not-one-message',
  'unknown-kind',
  'own-address',
  'bad-name',
  'bad-id',
  'out-of-window',
  'origins-full',
  'collision',
  'not-in-mode',
  'bad-status',
  'hop-limit',
  'no-route',
  'copy',
  'bad-hash',
  'bad-data',
  'not-held',
  'unasked',
  'busy',
] as const;
export type DropReason = (typeof DROP_REASONS)[number];

/** What a node has of a file, as it says in answer to a search. */
export interface Match {
  readonly fileName: string;
  /** 64 hex digits, lower case. */
  readonly metahash: string;
  /** The name of the node. */
  readonly node: string;
  /** Numbers of the chunks that it has, from 1, ascending. */
  readonly chunks: readonly number[];
  /** Of the whole file. */
  readonly chunkCount: number;
}

/** `found`: there are enough full matches. `exhausted`: nobody answers any more, and there are not enough. */
export type SearchVerdict = 'found' | 'exhausted' | 'cancelled';

/** The trace of a node: everything it does that somebody may want to print, count or watch. */
export type NodeEvent =
  /** A client's text was accepted. `destination` is set for a private message. */
  | { readonly kind: 'client'; readonly text: string; readonly destination: string | undefined }
  | { readonly kind: 'simple'; readonly message: Simple; readonly from: Peer }
  /** Every rumor received, new or old. */
  | { readonly kind: 'rumor'; readonly rumor: Rumor; readonly from: Peer; readonly isNew: boolean }
  /** A rumor that was held because earlier ones were missing has become the next of its origin and is accepted now. */
  | { readonly kind: 'released'; readonly rumor: Rumor; readonly from: Peer }
  | { readonly kind: 'status'; readonly status: Status; readonly from: Peer }
  | { readonly kind: 'mongering'; readonly rumor: Rumor; readonly to: Peer }
  /** The coin after an acknowledgement or a timeout. Heads names the peer that gets the rumor next; tails has none. */
  | { readonly kind: 'coin'; readonly heads: boolean; readonly rumor: Rumor; readonly to: Peer | undefined }
  | { readonly kind: 'in-sync'; readonly with: Peer }
  /** A private message for this node came. */
  | { readonly kind: 'private'; readonly message: Private; readonly from: Peer }
  /** A newer rumor of its origin came: what is for that node goes to this neighbour from now on. */
  | { readonly kind: 'route'; readonly rumor: Rumor; readonly nextHop: Peer }
  /** A chunk (from 1; 0: the metafile) of a download is asked of this node for the first time. */
  | { readonly kind: 'downloading'; readonly file: string; readonly metahash: string; readonly chunk: number; readonly from: string }
  /** A download is done: the file is where its user finds it. */
  | { readonly kind: 'reconstructed'; readonly file: string; readonly metahash: string }
  | { readonly kind: 'download-failed'; readonly file: string; readonly metahash: string; readonly code: string; readonly why: string }
  /** A search found a file at a node, or other chunks of it than before. */
  | { readonly kind: 'found'; readonly match: Match }
  /** There are enough full matches, for the first time in this search. */
  | { readonly kind: 'search-finished'; readonly search: number }
  /** Nothing is asked any more for this search. */
  | { readonly kind: 'search-over'; readonly search: number; readonly verdict: SearchVerdict }
  | { readonly kind: 'peer-learnt'; readonly peer: Peer }
  | { readonly kind: 'peer-removed'; readonly peer: Peer }
  /** The same (origin, id) came with another text; the first is kept. */
  | { readonly kind: 'collision'; readonly rumor: Rumor; readonly from: Peer }
  | { readonly kind: 'dropped'; readonly reason: DropReason; readonly from: Peer; readonly bytes: number };

export type EventKind = NodeEvent['kind'];

export const EVENT_KINDS: readonly EventKind[] = [
  'client',
  'simple',
  'rumor',
  'released',
  'status',
  'mongering',
  'coin',
  'in-sync',
  'route',
  'private',
  'downloading',
  'reconstructed',
  'download-failed',
  'found',
  'search-finished',
  'search-over',
  'peer-learnt',
  'peer-removed',
  'collision',
  'dropped',
];
