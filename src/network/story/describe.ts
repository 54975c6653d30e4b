import type { EngineKind } from '../engine/engine.js';
import type { DelayRange } from '../links/delay.js';

export interface Described {
  readonly engine: EngineKind;
  readonly nodes: number;
  readonly topology: string;
  readonly delay: DelayRange;
  /** A fraction. */
  readonly loss: number;
  readonly seed: number;
}

export interface Description {
  /** In a few words, for a title line. */
  readonly title: string;
  /** A sentence's beginning. */
  readonly sentence: string;
}

const WHERE: Readonly<Record<EngineKind, string>> = {
  emulated: 'nodes in virtual time',
  local: 'real nodes on this machine',
  processes: 'processes on this machine',
};

/** What a network is, in words. */
export function describe({ engine, nodes, topology, delay, loss, seed }: Described): Description {
  const links = [...delayWords(delay), ...lossWords(loss)];
  const title = [`Peerster: ${nodes} nodes`, topology, ...links, `seed ${seed}`].join(', ');
  return { title, sentence: `${nodes} ${WHERE[engine]}, linked as ${withArticle(topology)}` };
}

/** `a ring`, but `regular:4` and `complete` as they are. */
function withArticle(topology: string): string {
  return /^(line|ring|star|tree|grid)/.test(topology) ? `a ${topology}` : topology;
}

function delayWords({ min, max }: DelayRange): string[] {
  if (max === 0) return [];
  return [min === max ? `links of ${min} ms` : `links of ${min} to ${max} ms`];
}

function lossWords(loss: number): string[] {
  return loss === 0 ? [] : [`${Number((loss * 100).toPrecision(3))} % of datagrams lost`];
}
