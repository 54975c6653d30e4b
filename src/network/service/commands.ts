import { PeersterError } from '../../core/errors.js';
import { settings as checkSettings } from '../../core/settings.js';
import { type AddNodesResponse, type NetworkLink, type NewNode, NodeMemory, type NodeSelection } from '../../gen/peerster/v1/network.js';
import type { Engine, Memory, NodeSpec, NodeState } from '../engine/engine.js';
import { notHere } from '../programs/problems.js';
import type { NodeProgram } from '../programs/node-program.js';
import { toNode } from './describe.js';
import type { Hosted } from './hosted.js';
import { toProgram } from './program-messages.js';
import { nodeNumber, selectNodes } from './selection.js';

/** Adds nodes and links them. Throws NAME_TAKEN, UNKNOWN_NODE, INVALID_NAME and INVALID_SETTING, before anything is added. */
export function addNodes(hosted: Hosted, asked: readonly NewNode[]): Promise<AddNodesResponse> {
  return hosted.inTurn(async () => {
    const { engine } = hosted;
    const names = namesFor(engine, asked);
    const programs = asked.map(({ program }) => toProgram(program, hosted.programs));
    if (engine.kind !== 'processes' && programs.some((program) => program !== undefined)) throw notHere(engine.kind);
    asked.forEach(({ settings, neighbours }) => {
      checkSettings(settings);
      for (const neighbour of neighbours) if (!names.includes(neighbour)) nodeNumber(engine, neighbour);
    });
    const nodes: number[] = [];
    for (const [at, node] of asked.entries()) nodes.push(await engine.add(toSpec(node, names[at] as string, programs[at])));
    for (const [at, { neighbours }] of asked.entries()) {
      for (const neighbour of neighbours) await engine.link(nodes[at] as number, nodeNumber(engine, neighbour));
    }
    return { nodes: nodes.map((node) => toNode(engine, node)) };
  });
}

export function toSpec({ settings, simple }: Pick<NewNode, 'settings' | 'simple'>, name: string, program?: NodeProgram): NodeSpec {
  return { name, settings, simple, ...(program !== undefined && { program }) };
}

/** The names asked for, and n and a number for those that have none. */
function namesFor(engine: Engine, asked: readonly NewNode[]): string[] {
  const taken = new Set(asked.map(({ name }) => name).filter((name) => name !== ''));
  let number = engine.names.length;
  return asked.map(({ name }, at) => {
    if (engine.find(name) !== undefined || asked.findIndex((other) => name !== '' && other.name === name) < (name === '' ? -1 : at))
      throw new PeersterError('NAME_TAKEN', `${name} is or was a node of this network; take another name`);
    if (name !== '') return name;
    do number++;
    while (taken.has(`n${number}`) || engine.find(`n${number}`) !== undefined);
    return `n${number}`;
  });
}

/** What may be done to nodes, in which states, and what else to do about the others. */
const COMMANDS = {
  remove: { from: ['up', 'paused', 'down'], advice: '' },
  crash: { from: ['up', 'paused'], advice: 'RestartNodes brings it back' },
  pause: { from: ['up'], advice: 'only a node that is up can be paused' },
  resume: { from: ['paused'], advice: 'only a paused node can be resumed' },
} as const satisfies Record<string, { readonly from: readonly NodeState[]; readonly advice: string }>;

/** Does one thing to all nodes selected. Throws UNKNOWN_NODE, INVALID_REQUEST and WRONG_STATE, before anything is done. */
export function command(hosted: Hosted, name: keyof typeof COMMANDS, selection: NodeSelection | undefined): Promise<{ names: string[] }> {
  return hosted.inTurn(async () => {
    const { from, advice } = COMMANDS[name];
    const nodes = inState(hosted, selection, from, advice);
    await Promise.all(nodes.map((node) => hosted.engine[name](node)));
    return { names: nodes.map((node) => hosted.engine.names[node] as string) };
  });
}

/** Brings crashed nodes back. Throws the same. */
export function restart(hosted: Hosted, selection: NodeSelection | undefined, memory: NodeMemory): Promise<AddNodesResponse> {
  return hosted.inTurn(async () => {
    const { engine } = hosted;
    const nodes = inState(hosted, selection, ['down'], 'CrashNodes stops it first');
    const remembers = toMemory(memory);
    await Promise.all(nodes.map((node) => engine.restart(node, remembers)));
    return { nodes: nodes.map((node) => toNode(engine, node)) };
  });
}

/** Throws UNKNOWN_NODE and INVALID_REQUEST, before any link is made. */
export function addLinks(hosted: Hosted, links: readonly NetworkLink[]): Promise<Record<string, never>> {
  return hosted.inTurn(async () => {
    for (const [a, b] of ends(hosted.engine, links)) await hosted.engine.link(a, b);
    return {};
  });
}

/** Throws UNKNOWN_NODE and WRONG_STATE, before any link is cut. */
export function removeLinks(hosted: Hosted, links: readonly NetworkLink[]): Promise<Record<string, never>> {
  return hosted.inTurn(async () => {
    const { engine } = hosted;
    const pairs = ends(engine, links);
    for (const [a, b] of pairs) {
      if (!engine.areLinked(a, b)) throw new PeersterError('WRONG_STATE', `${engine.names[a]} and ${engine.names[b]} are not linked`);
    }
    for (const [a, b] of pairs) await engine.unlink(a, b);
    return {};
  });
}

function ends(engine: Engine, links: readonly NetworkLink[]): [number, number][] {
  return links.map(({ a, b }) => {
    if (a === b) throw new PeersterError('INVALID_REQUEST', `no link leads from ${a} to itself; name two nodes`);
    return [nodeNumber(engine, a), nodeNumber(engine, b)];
  });
}

function inState({ engine, random }: Hosted, selection: NodeSelection | undefined, states: readonly NodeState[], advice: string): number[] {
  const nodes = selectNodes(engine, selection, random);
  const wrong = nodes.find((node) => !states.includes(engine.state(node)));
  if (wrong !== undefined) throw new PeersterError('WRONG_STATE', `${engine.names[wrong]} is ${engine.state(wrong)}; ${advice}`);
  return nodes;
}

export function toMemory(memory: NodeMemory): Memory {
  if (memory === NodeMemory.NODE_MEMORY_LOST) return 'lost';
  if (memory === NodeMemory.NODE_MEMORY_KEPT || memory === NodeMemory.NODE_MEMORY_UNSPECIFIED) return 'kept';
  throw new PeersterError('INVALID_REQUEST', `memory ${String(memory)} does not exist; use 1 (kept) or 2 (lost)`);
}
