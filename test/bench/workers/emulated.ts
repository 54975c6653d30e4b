import { Spread } from '../../../src/network/spread/spread.js';
import { answer } from '../harness/answer.js';

interface EmulatedFacts {
  readonly nodes: number;
  readonly rumors: number;
  readonly encoded: boolean;
}

answer({
  /** Random 8-regular graph, delays of 10 to 100 ms, default settings; from publication until every node has everything. */
  run({ nodes, rumors, encoded }: EmulatedFacts) {
    const before = process.memoryUsage.rss();
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
    const seconds = (performance.now() - published) / 1_000;
    const { events, reached } = spread.report();
    const bytesPerNode = (process.resourceUsage().maxRSS * 1_024 - before) / nodes;
    return { eventsPerSecond: events / seconds, seconds: seconds + (published - began) / 1_000, bytesPerNode, missing: 1 - reached };
  },
});
