import { describe, expect, it } from 'vitest';
import { Spread, type SpreadOptions } from '../../../src/network/spread/spread.js';

const OPTIONS: SpreadOptions = {
  nodes: 200,
  topology: 'regular:6',
  delay: { min: 10, max: 100 },
  loss: 0.1,
  rumors: 5,
  seed: 3,
  settings: {},
  encoded: false,
};

function reportOf(changes: Partial<SpreadOptions> = {}, slice = 1_000, limit = 60_000) {
  const spread = new Spread({ ...OPTIONS, ...changes });
  spread.publish();
  while (!spread.advance(slice, limit));
  return spread.report();
}

describe('a run of spreading rumors', () => {
  it('ends when all nodes have all rumors, and its report agrees with itself', () => {
    const report = reportOf();
    expect(report.reached).toBe(1);
    expect(report.deliveries).toBe(199 * 5);
    expect(report.coverage.at(-1)).toEqual({ share: 1, ms: report.ms });
    expect(report.floor.payloads).toBe(199 * 5);
    expect(report.ms).toBeGreaterThanOrEqual(report.floor.ms);
    expect(report.traffic.find(({ kind }) => kind === 'rumor')?.packets).toBeGreaterThan(0);
    expect(report.curve.at(-1)).toBe(1);
  });

  it('is the same however often it is looked at, and whether packets are encoded or not', () => {
    const report = reportOf();
    expect(reportOf({}, 37)).toEqual(report);
    expect(reportOf({ encoded: true })).toEqual(report);
    expect(reportOf({ seed: 4 })).not.toEqual(report);
  });

  it('ends after its time where nothing arrives', () => {
    const report = reportOf({ loss: 1, rumors: 1 }, 1_000, 5_000);
    expect([report.ms, report.reached, report.deliveries]).toEqual([5_000, 1 / 200, 0]);
    expect(report.coverage.at(-1)?.ms).toBeUndefined();
  });

  it('spreads in a complete graph whose lists of neighbours nobody could store', () => {
    const report = reportOf({ nodes: 10_000, topology: 'complete', rumors: 1, settings: { greet: 0 } });
    expect(report.reached).toBe(1);
    expect(report.floor.hops).toBe(1);
  });

  it('publishes more rumors than there are nodes', () => {
    expect(reportOf({ nodes: 4, topology: 'ring', rumors: 10 }).reached).toBe(1);
  });
});
