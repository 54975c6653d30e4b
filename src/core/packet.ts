/**
 * What nodes say to one another, as values without a wire format. Packets are immutable: one object may be handed to many
 * peers and, in an emulated network, to many nodes. Always made by the functions below, so that each kind has one shape.
 */
export type Packet = Simple | Rumor | Status | Private | DataRequest | DataReply | SearchRequest | SearchReply;

export interface Simple {
  readonly kind: 'simple';
  readonly originalName: string;
  /** `ip:port` of the node that sent this copy, as it wrote it. */
  readonly relayPeerAddr: string;
  readonly contents: string;
}

export interface Rumor {
  readonly kind: 'rumor';
  readonly origin: string;
  /** 1 to 2³²−1; 0 is never issued. */
  readonly id: number;
  /** Empty: a route rumor. */
  readonly text: string;
  /** The RumorMessage's bytes as they came, only where encoding the fields again would not give them back. */
  readonly raw: Uint8Array | undefined;
}

/** `nextId`: the last contiguous id held, plus one. */
export interface Want {
  readonly identifier: string;
  readonly nextId: number;
}

/** Which origins a Status speaks of. Origins outside it are not compared. */
export type Scope =
  /** Every origin of the sender: one that is not listed is one that it knows nothing of. */
  | { readonly kind: 'all' }
  /** The origins `after < name <= upTo` in code-unit order (a part of a vector too large for a datagram). */
  | { readonly kind: 'range'; readonly after: string; readonly upTo: string | undefined }
  /** Only the origins listed (what changed since the last Status). */
  | { readonly kind: 'listed' };

export interface Status {
  readonly kind: 'status';
  readonly want: readonly Want[];
  readonly scope: Scope;
  /** Bits of `Ability` that the sender announces; 0 from a node that announces nothing. */
  readonly abilities: number;
  /** Field 2, which only reference nodes write: undefined from everybody else; non-empty acknowledges a route rumor. */
  readonly route: string | undefined;
}

export interface Private {
  readonly kind: 'private';
  readonly origin: string;
  /** 0 in the course's form; among nodes of this program it tells a message from a copy of it. */
  readonly id: number;
  readonly text: string;
  readonly destination: string;
  readonly hopLimit: number;
}

export interface DataRequest {
  readonly kind: 'dataRequest';
  readonly origin: string;
  readonly destination: string;
  readonly hopLimit: number;
  readonly hashValue: Uint8Array;
  /** Further blocks that are asked for, each as if alone. Only for a peer that announced `Ability.bundles`. */
  readonly more: readonly Uint8Array[];
}

export interface DataReply {
  readonly kind: 'dataReply';
  readonly origin: string;
  readonly destination: string;
  readonly hopLimit: number;
  readonly hashValue: Uint8Array;
  readonly data: Uint8Array;
}

export interface SearchRequest {
  readonly kind: 'searchRequest';
  readonly origin: string;
  readonly budget: number;
  readonly keywords: readonly string[];
}

export interface SearchResult {
  readonly fileName: string;
  readonly metafileHash: Uint8Array;
  readonly chunkMap: readonly number[];
  readonly chunkCount: number;
}

export interface SearchReply {
  readonly kind: 'searchReply';
  readonly origin: string;
  readonly destination: string;
  readonly hopLimit: number;
  readonly results: readonly SearchResult[];
  /** Files above 2 MiB, whose maps tell of parts of 2 MiB: nodes that know no trees of metafiles are not shown these. */
  readonly trees: readonly SearchResult[];
}

/** What is for one node by its name, and passed on from next hop to next hop. */
export type Addressed = Private | DataRequest | DataReply | SearchReply;

/** Abilities announced in a Status (extension field 16). One bit each; never reuse a bit. */
export const Ability = {
  /**
   * Reads several rumors in one datagram, Status ranges and Status differences, requests for several blocks, and tells private messages
   * apart by their ids.
   */
  bundles: 1,
} as const;

/** How a peer writes the fields that the two families of Go nodes number differently. */
export type Dialect = 'course' | 'reference';

export const ALL: Scope = { kind: 'all' };
export const LISTED: Scope = { kind: 'listed' };

export function simple(originalName: string, relayPeerAddr: string, contents: string): Simple {
  return { kind: 'simple', originalName, relayPeerAddr, contents };
}

export function rumor(origin: string, id: number, text: string, raw?: Uint8Array): Rumor {
  return { kind: 'rumor', origin, id, text, raw };
}

/** The same entry is mostly the same object: in a network at rest all nodes say the same, and a node says it again and again. */
export function want(identifier: string, nextId: number): Want {
  const last = identifier.length - 1;
  const slot = (nextId * 31 + identifier.charCodeAt(last) * 7 + identifier.charCodeAt(last - 1) * 61 + last) & (WANTS - 1);
  const known = wants[slot];
  if (known !== undefined && known.nextId === nextId && known.identifier === identifier) return known;
  const made = { identifier, nextId };
  wants[slot] = made;
  return made;
}

/** Entries made of late, by a hash. Only a cache: an entry is immutable. */
const WANTS = 1_024;
const wants: (Want | undefined)[] = new Array<Want | undefined>(WANTS).fill(undefined);

export function status(want: readonly Want[], scope: Scope = ALL, abilities = 0, route?: string): Status {
  return { kind: 'status', want, scope, abilities, route };
}

export function privateMessage(origin: string, id: number, text: string, destination: string, hopLimit: number): Private {
  return { kind: 'private', origin, id, text, destination, hopLimit };
}

export function dataRequest(
  origin: string,
  destination: string,
  hopLimit: number,
  hashValue: Uint8Array,
  more: readonly Uint8Array[] = NO_HASHES,
): DataRequest {
  return { kind: 'dataRequest', origin, destination, hopLimit, hashValue, more };
}

export function dataReply(origin: string, destination: string, hopLimit: number, hashValue: Uint8Array, data: Uint8Array): DataReply {
  return { kind: 'dataReply', origin, destination, hopLimit, hashValue, data };
}

export function searchRequest(origin: string, budget: number, keywords: readonly string[]): SearchRequest {
  return { kind: 'searchRequest', origin, budget, keywords };
}

export function searchResult(fileName: string, metafileHash: Uint8Array, chunkMap: readonly number[], chunkCount: number): SearchResult {
  return { fileName, metafileHash, chunkMap, chunkCount };
}

export function searchReply(
  origin: string,
  destination: string,
  hopLimit: number,
  results: readonly SearchResult[],
  trees: readonly SearchResult[] = NO_RESULTS,
): SearchReply {
  return { kind: 'searchReply', origin, destination, hopLimit, results, trees };
}

const NO_HASHES: readonly Uint8Array[] = [];
const NO_RESULTS: readonly SearchResult[] = [];
