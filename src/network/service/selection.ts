import { PeersterError } from '../../core/errors.js';
import { nearest } from '../../core/nearest.js';
import type { Random } from '../../core/random.js';
import type { NodeSelection } from '../../gen/peerster/v1/network.js';
import type { Engine } from '../engine/engine.js';
import { globMatches, isGlob } from '../faults/glob.js';

/** Names among which a near one is sought: it takes time that grows with them. */
const SOUGHT = 10_000;

/** The number of a node that is not gone. Throws UNKNOWN_NODE, with the name that was probably meant. */
export function nodeNumber(engine: Engine, name: string): number {
  const node = engine.find(name);
  if (node !== undefined && engine.state(node) !== 'gone') return node;
  if (node !== undefined) throw new PeersterError('UNKNOWN_NODE', `${name} has been removed from the network`);
  const near = nearest(name, engine.names.slice(0, SOUGHT));
  const advice = near === undefined ? 'ListNodes tells all names' : `did you mean ${near}?`;
  throw new PeersterError('UNKNOWN_NODE', `no node is called "${name}"; ${advice}`);
}

/** The numbers of the nodes selected, each once, in their order. Throws UNKNOWN_NODE; INVALID_REQUEST where nothing is selected. */
export function selectNodes(engine: Engine, selection: NodeSelection | undefined, random: Random): number[] {
  if (selection === undefined || (selection.names.length === 0 && !selection.all))
    throw new PeersterError('INVALID_REQUEST', 'no node is selected; give names, or all');
  const found = selection.all ? living(engine) : [...new Set(selection.names.flatMap((name) => meant(engine, name)))];
  if (selection.count === 0) return found.sort(ascending);
  if (selection.count > found.length)
    throw new PeersterError('INVALID_REQUEST', `count is ${selection.count}, but the selection has only ${found.length} nodes`);
  return draw(found, selection.count, random).sort(ascending);
}

function living(engine: Engine): number[] {
  const nodes: number[] = [];
  for (let node = 0; node < engine.names.length; node++) if (engine.state(node) !== 'gone') nodes.push(node);
  return nodes;
}

/** What a name, a range or a pattern stands for. */
function meant(engine: Engine, text: string): number[] {
  if (engine.find(text) !== undefined) return [nodeNumber(engine, text)];
  const range = /^(.+)\.\.(.+)$/.exec(text);
  if (range !== null) return between(engine, range[1] as string, range[2] as string);
  if (!isGlob(text)) return [nodeNumber(engine, text)];
  const found = living(engine).filter((node) => globMatches(text, engine.names[node] as string));
  if (found.length === 0) throw new PeersterError('UNKNOWN_NODE', `no node fits the pattern "${text}"`);
  return found;
}

function between(engine: Engine, first: string, last: string): number[] {
  const [from, to] = [nodeNumber(engine, first), nodeNumber(engine, last)];
  if (from > to) throw new PeersterError('INVALID_REQUEST', `"${first}..${last}" goes backwards; write ${last}..${first}`);
  return living(engine).filter((node) => node >= from && node <= to);
}

function draw(nodes: number[], count: number, random: Random): number[] {
  for (let at = 0; at < count; at++) {
    const other = at + random.below(nodes.length - at);
    [nodes[at], nodes[other]] = [nodes[other] as number, nodes[at] as number];
  }
  return nodes.slice(0, count);
}

function ascending(a: number, b: number): number {
  return a - b;
}
