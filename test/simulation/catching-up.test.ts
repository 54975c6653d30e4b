import { describe, expect, it } from 'vitest';
import { cut } from '../support/cut.js';
import { MemoryNetwork } from '../support/memory-network.js';
import { ring } from '../support/ring.js';
import { SendRates } from '../support/send-rates.js';
import { replay, seeds } from '../support/seeds.js';

const SIDE = new Set([0, 1, 2, 3, 4]);
const OTHER = new Set([5, 6, 7, 8, 9]);

describe.each([{ extensions: 0 }, { extensions: 1 }])('a ring of ten cut in two for ten seconds (extensions $extensions)', (settings) => {
  it.each([
    { count: 100, within: 2_000, runs: 20 },
    { count: 1_000, within: 10_000, runs: 20 },
    { count: 5_000, within: 60_000, runs: 3 },
  ])('has $count messages everywhere $within ms after it heals; no node sends 2,000 datagrams in any second', (goal) => {
    for (const seed of seeds(goal.runs)) {
      const network = new MemoryNetwork(seed);
      const nodes = ring(network, 10, settings);
      const rates = new SendRates();
      const heal = network.rules.add(cut(SIDE, OTHER));
      for (let text = 0; text < goal.count; text++) {
        nodes[text % 10]?.publish(`text ${text}`);
        if (text % 10 === 9) network.run(100_000 / goal.count);
      }
      heal();
      const healedAt = network.now;
      network.rules.add((from, _to, _bytes, now) => {
        rates.note(from, now);
        return 0;
      });
      const whole = () => nodes.every(({ node }) => node.log.end === goal.count);
      expect(network.runUntil(whole, goal.within), replay(seed)).toBe(true);
      network.run(2_000);
      expect(rates.busiestSecond(healedAt), replay(seed)).toBeLessThanOrEqual(2_000);
      for (const node of nodes) expect(new Set(node.texts()).size, replay(seed)).toBe(goal.count);
    }
  });
});
