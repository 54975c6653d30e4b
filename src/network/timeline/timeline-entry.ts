import type { Memory, NodeSpec } from '../engine/engine.js';
import type { FaultSpec, NodeNames } from '../faults/fault-spec.js';

/** What is done to a network at a time, as plain data. Nodes are named, or meant by patterns: those that are there at that time. */
export type Action =
  /** `duration`: ms after which it heals by itself; without one it stays until it is healed. */
  | { readonly do: 'fault'; readonly fault: FaultSpec; readonly duration?: number }
  /** No ids: all faults. */
  | { readonly do: 'heal'; readonly ids: readonly string[] }
  | { readonly do: 'add'; readonly node: NodeSpec; readonly neighbours: NodeNames }
  | { readonly do: 'remove' | 'crash' | 'pause' | 'resume'; readonly nodes: NodeNames }
  | { readonly do: 'restart'; readonly nodes: NodeNames; readonly memory: Memory }
  | { readonly do: 'link' | 'unlink'; readonly a: string; readonly b: string }
  | { readonly do: 'send'; readonly node: string; readonly text: string };

export interface TimelineEntry {
  /** Whole ms of the network's time. */
  readonly at: number;
  readonly action: Action;
}
