import { Random } from '../../src/core/random.js';
import { settings } from '../../src/core/settings.js';
import { openWorld } from '../../src/network/emulated/open-world.js';
import { delay } from '../../src/network/links/delay.js';
import { Complete } from '../../src/network/topology/links.js';

export interface Outcome {
  /** The share of nodes that never heard of the rumor. */
  readonly residue: number;
  /** Copies of the rumor sent, over the nodes. */
  readonly traffic: number;
}

/** Mongering alone, one rumor in a complete graph without loss: until nothing is under way. `coin`: the chance of going on. */
export function mongerAlone(nodes: number, coin: number, seed: number): Outcome {
  const random = new Random(seed);
  const world = openWorld({
    links: new Complete(nodes),
    seed,
    settings: settings({ coin, antiEntropy: 0, settleTime: 0 }),
    rule: delay({ min: 10, max: 100 }, random.fork('delay')),
  });
  world.runUntil(() => world.isQuiet, 1_000_000);
  world.publish(random.fork('source').below(nodes), 'rumor');
  world.runUntil(() => world.isQuiet, 1_000_000);
  return { residue: 1 - world.accepted / nodes, traffic: world.counters.byKind.rumor.packetsOut / nodes };
}

export interface Mean {
  readonly mean: number;
  /** Half the width of its 95 % interval. */
  readonly error: number;
}

export function meanOf(values: readonly number[]): Mean {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, error: 1.96 * Math.sqrt(variance / values.length) };
}
