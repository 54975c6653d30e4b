import { PeersterError } from '../../core/errors.js';
import type { ListLinksResponse, ListNodesResponse, NetworkLink, NetworkNode } from '../../gen/peerster/v1/network.js';
import type { Engine } from '../engine/engine.js';
import { linksOf, toNode } from './describe.js';

const USUAL = 1_000;
const MOST = 10_000;

interface Asked {
  readonly pageSize: number;
  readonly pageToken: string;
}

/** A page of the nodes that are not gone. Throws INVALID_REQUEST. */
export function listNodes(engine: Engine, asked: Asked): ListNodesResponse {
  const size = sizeOf(asked);
  const nodes: NetworkNode[] = [];
  let node = startOf(asked);
  for (; node < engine.names.length && nodes.length < size; node++) if (engine.state(node) !== 'gone') nodes.push(toNode(engine, node));
  return { nodes, nextPageToken: node < engine.names.length ? String(node) : '' };
}

/** A page of the links, each told at its lower node; the token names that node and how many of its links are told. */
export function listLinks(engine: Engine, asked: Asked): ListLinksResponse {
  const size = sizeOf(asked);
  const links: NetworkLink[] = [];
  const [first, told] = linkTokenOf(asked);
  for (let node = first; node < engine.names.length; node++) {
    if (engine.state(node) === 'gone') continue;
    const all = linksOf(engine, node);
    const from = node === first ? told : 0;
    const part = all.slice(from, from + size - links.length);
    for (const link of part) links.push(link);
    if (from + part.length < all.length) return { links, nextPageToken: `${node}.${from + part.length}` };
  }
  return { links, nextPageToken: '' };
}

function sizeOf({ pageSize }: Asked): number {
  if (pageSize < 0) throw new PeersterError('INVALID_REQUEST', `page_size is ${pageSize}; it must be 0 (${USUAL}) to ${MOST}`);
  return pageSize === 0 ? USUAL : Math.min(pageSize, MOST);
}

function linkTokenOf({ pageToken }: Asked): readonly [node: number, told: number] {
  if (pageToken === '') return [0, 0];
  const match = /^(\d{1,9})\.(\d{1,9})$/.exec(pageToken);
  if (match === null) throw strangeToken();
  return [Number(match[1]), Number(match[2])];
}

/** Nodes keep their numbers, so a number is a place that stays right. */
function startOf({ pageToken }: Asked): number {
  if (pageToken === '') return 0;
  if (/^\d{1,9}$/.test(pageToken)) return Number(pageToken);
  throw strangeToken();
}

function strangeToken(): PeersterError {
  return new PeersterError('INVALID_REQUEST', 'page_token is not one that this service gave; leave it empty to begin');
}
