import { Spread } from '../../../src/network/spread/spread.js';
import { answer } from '../harness/answer.js';

interface EmulatedFacts {
  readonly nodes: number;
  readonly rumors: number;
  readonly encoded: boolean;
}

interface Found {
  readonly events: number;
  readonly eventsPerSecond: number;
  readonly seconds: number;
  readonly missing: number;
}

/** Random 8-regular graph, delays of 10 to 100 ms, default settings; from publication until every node has everything. */
function spreadAll({ nodes, rumors, encoded }: EmulatedFacts): Found {
  const began = performance.now();
  const spread = new Spread({
    nodes,
    rumors,
    encoded,
    topology: 'regular:8',
    delay: { min: 10, max: 100 },
    loss: 0,
    seed: 1,
    settings: {},
  });
  spread.publish();
  const published = performance.now();
  while (!spread.advance(1_000_000, 600_000));
  const over = performance.now();
  const { events, reached } = spread.report();
  return { events, eventsPerSecond: (events / (over - published)) * 1_000, seconds: (over - began) / 1_000, missing: 1 - reached };
}

answer({
  cold: spreadAll,

  /** Once the compiler has seen it all: a run of a few milliseconds would measure that. */
  warm(facts: EmulatedFacts) {
    for (let round = 0; round < 5; round++) spreadAll({ ...facts, nodes: 1_000 });
    const before = process.memoryUsage.rss();
    const found = spreadAll(facts);
    return { ...found, bytesPerNode: (process.resourceUsage().maxRSS * 1_024 - before) / facts.nodes };
  },
});
