import { type DeepPartial, DelayFault, Fault, type NodeSelection } from '../../../src/gen/peerster/v1/network.js';
import { toDuration } from './durations.js';

/** What goes wrong with links and nodes, for `Network.addFaults`. Whatever is not here is `network.Fault.fromPartial`. */

/** Nodes by their names; `n3..n7` stands for these two and all nodes added between them, `*` alone for all. */
export function named(names: readonly string[]): DeepPartial<NodeSelection> {
  return names.length === 1 && names[0] === '*' ? { all: true } : { names: [...names] };
}

/** Nothing crosses between some nodes and all others. */
export function partition(...side: readonly string[]): Fault {
  // A node is in the first group that names it, so the second one is the rest.
  const groups = [named(side), { all: true }];
  return Fault.fromPartial({ selection: { groups }, kind: { $case: 'partition', value: {} } });
}

/** A share of the datagrams on any link is lost, from 0 to 1. */
export function loss(share: number): Fault {
  return Fault.fromPartial({ kind: { $case: 'loss', value: share } });
}

/** Datagrams on any link take so many ms longer. */
export function delay(ms: number): Fault {
  const value = DelayFault.fromPartial({ distribution: { $case: 'constant', value: toDuration(ms) } });
  return Fault.fromPartial({ kind: { $case: 'delay', value } });
}

/** A share of the datagrams on any link arrives twice. */
export function duplication(share: number): Fault {
  return Fault.fromPartial({ kind: { $case: 'duplication', value: share } });
}

/** Nodes take so many ms longer for each datagram. */
export function slow(ms: number, ...nodes: readonly string[]): Fault {
  return Fault.fromPartial({ selection: { from: named(nodes) }, kind: { $case: 'slow', value: { delay: toDuration(ms) } } });
}
