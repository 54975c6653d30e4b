import { PeersterError } from '../../core/errors.js';
import type { Links } from '../topology/links.js';
import type { Machine } from './machine.js';

/** What one node takes of this process, besides the sockets of its links. */
export interface Needs {
  readonly descriptors: number;
  /** Bytes of memory, wherever they are. */
  readonly memory: number;
}

/** Descriptors for whatever else the process does. */
const RESERVE = 256;

/**
 * Throws INVALID_SETTING for a network that the machine has no room for: better said now than by the system in the middle of the start.
 * Each link has two sockets of the relay, each node one of its own.
 */
export function checkRoom(links: Links, needs: Needs, machine: Machine): void {
  const { nodes } = links;
  const ends = endsOf(links);
  check(nodes, ends / 2, 'UDP ports', nodes + ends, machine.ports);
  check(nodes, ends / 2, 'open sockets in this process', needs.descriptors * nodes + ends, machine.descriptors - RESERVE);
  check(nodes, ends / 2, 'MiB of memory', inMebibytes(needs.memory * nodes), inMebibytes(machine.memory));
}

function check(nodes: number, links: number, what: string, needed: number, had: number): void {
  if (needed <= had) return;
  const network = `${inWords(nodes)} nodes and ${inWords(links)} links on real sockets`;
  throw new PeersterError(
    'INVALID_SETTING',
    `${network} need ${inWords(needed)} ${what}, and here are ${inWords(had)}: take fewer, or the emulated engine, which needs none`,
  );
}

function endsOf(links: Links): number {
  let ends = 0;
  for (let node = 0; node < links.nodes; node++) ends += links.degree(node);
  return ends;
}

function inMebibytes(bytes: number): number {
  return Math.ceil(bytes / 2 ** 20);
}

function inWords(count: number): string {
  return count.toLocaleString('en-US');
}
