import { describe, expect, test } from 'vitest';
import { DROP } from '../../../src/network/links/rule.js';
import { Recorder } from '../../../src/network/record/recorder.js';
import { agesOf, reportOf, type Setting } from '../../../src/network/record/report.js';
import { toLinks } from '../../../src/network/topology/links.js';
import { measure } from '../../../src/network/topology/measures.js';
import { NOBODY } from '../../../src/network/record/rumor-record.js';

const GRAPH = measure(
  toLinks({
    nodes: 4,
    edges: [
      [0, 1],
      [1, 2],
      [2, 3],
    ],
  }),
);

function setting(living: readonly number[], more: Partial<Setting> = {}): Setting {
  return { engine: 'emulated', seed: 1, ms: 1_000, living, eccentricity: () => 2, leastDelay: 20, graph: GRAPH, ...more };
}

/** a publishes at 100, b has it from a at 120, c from b at 150; d never. */
function line(): Recorder {
  const recorder = new Recorder(4);
  recorder.accepted(100, 0, 'a', 1, NOBODY);
  recorder.accepted(120, 1, 'a', 1, 0);
  recorder.accepted(150, 2, 'a', 1, 1);
  return recorder;
}

describe('what a recorder tells of a run', () => {
  test('coverage counts from publication, and a share that was never reached has no time', () => {
    const { coverage, residue, deliveries, rumors } = reportOf(line(), setting([0, 1, 2, 3]));
    expect(coverage).toContainEqual({ share: 0.5, ms: 20 });
    expect(coverage).toContainEqual({ share: 1, ms: undefined });
    expect({ residue, deliveries, rumors }).toEqual({ residue: 0.25, deliveries: 2, rumors: 1 });
  });

  test('a node that does not live at the end counts for nothing', () => {
    const { coverage, residue } = reportOf(line(), setting([0, 1, 2]));
    expect(coverage.at(-1)).toEqual({ share: 1, ms: 50 });
    expect(residue).toBe(0);
  });

  test('completion is the time from the first publication to the last delivery, where nothing is missing', () => {
    const recorder = line();
    recorder.accepted(400, 0, 'a', 2, NOBODY);
    for (const node of [1, 2]) recorder.accepted(480, node, 'a', 2, 0);
    expect(reportOf(recorder, setting([0, 1, 2])).completion).toBe(380);
    expect(reportOf(recorder, setting([0, 1, 2, 3])).completion).toBeUndefined();
  });

  test('the last delivery hop is the length of the longest way', () => {
    expect(reportOf(line(), setting([0, 1, 2, 3])).lastHop).toBe(2);
  });

  test('the curve begins low and ends at what was reached', () => {
    const { curve } = reportOf(line(), setting([0, 1, 2, 3]));
    expect(curve.shares.at(-1)).toBe(0.75);
    expect(curve.step * curve.shares.length).toBeCloseTo(50);
  });

  test('beside it stands the floor: n−1 payloads of each rumor, and the hops to the farthest node at the least delay', () => {
    const recorder = line();
    recorder.packet(100, 0, 1, 'rumor', 60, 20);
    expect(reportOf(recorder, setting([0, 1, 2, 3])).floor).toEqual({ payloads: 3, payloadBytes: 60, hops: 2, ms: 40 });
  });

  test('packets and bytes count by kind, per delivery and with 28 bytes of headers', () => {
    const recorder = line();
    for (const bytes of [60, 80]) recorder.packet(100, 0, 1, 'rumor', bytes, 20);
    recorder.packet(110, 1, 0, 'status', 20, 20);
    const { traffic, perDelivery } = reportOf(recorder, setting([0, 1, 2, 3]));
    expect(traffic).toEqual([
      { kind: 'rumor', packets: 2, bytes: 140 },
      { kind: 'status', packets: 1, bytes: 20 },
    ]);
    expect(perDelivery).toEqual({ packets: 1.5, bytes: 80, bytesWithHeaders: 80 + 1.5 * 28 });
  });

  test('redundant is what arrived with rumors and brought nothing new; what was lost is not', () => {
    const recorder = line();
    for (const delay of [20, 20, 20, DROP]) recorder.packet(100, 0, 1, 'rumor', 60, delay);
    const { redundancy, lost } = reportOf(recorder, setting([0, 1, 2, 3]));
    expect({ redundancy, lost }).toEqual({ redundancy: 0.5, lost: 1 });
  });

  test('rumors that came in one datagram are one useful datagram', () => {
    const recorder = new Recorder(2);
    for (const id of [1, 2]) recorder.accepted(0, 0, 'a', id, NOBODY);
    recorder.packet(0, 0, 1, 'bundle', 100, 20);
    for (const id of [1, 2]) recorder.accepted(20, 1, 'a', id, 0);
    expect(reportOf(recorder, setting([0, 1])).redundancy).toBe(0);
  });

  test('the load is told per node, with headers', () => {
    const recorder = line();
    for (let at = 0; at < 3; at++) recorder.packet(at, 0, 1, 'rumor', 72, 20);
    const { load } = reportOf(recorder, setting([0, 1, 2, 3]));
    expect(load.packets).toMatchObject({ mean: 0.75, least: 0, most: 3 });
    expect(load.bytes).toMatchObject({ most: 300 });
  });

  test('a rumor that is seen before its publication is still counted from it', () => {
    const recorder = new Recorder(2);
    recorder.accepted(130, 1, 'a', 1, 0);
    recorder.accepted(100, 0, 'a', 1, NOBODY);
    expect([...agesOf(recorder, [0, 1])]).toEqual([0, 30]);
  });

  test('a node that comes back without its memory has to get everything again, counted from its return', () => {
    const recorder = line();
    recorder.node(500, 2, 'crashed');
    recorder.node(700, 2, 'reborn');
    expect(reportOf(recorder, setting([0, 1, 2])).residue).toBeCloseTo(1 / 3);
    recorder.accepted(760, 2, 'a', 1, 1);
    expect([...agesOf(recorder, [2])]).toEqual([60]);
  });

  test('a node that comes back with its memory is not given everything anew', () => {
    const recorder = line();
    recorder.node(700, 2, 'restarted');
    expect(reportOf(recorder, setting([0, 1, 2])).residue).toBe(0);
  });

  test('a node that joins later is counted from when it joined', () => {
    const recorder = line();
    recorder.node(1_000, 9, 'added');
    recorder.accepted(1_040, 9, 'a', 1, 1);
    expect([...agesOf(recorder, [9])]).toEqual([40]);
  });

  test('what comes out of order or twice is told, with an example', () => {
    const recorder = new Recorder(2);
    recorder.accepted(0, 0, 'a', 1, NOBODY);
    recorder.accepted(5, 0, 'a', 2, NOBODY);
    recorder.accepted(10, 1, 'a', 2, 0);
    recorder.accepted(11, 1, 'a', 2, 0);
    const { disorder } = reportOf(recorder, setting([0, 1]));
    expect(disorder.count).toBe(2);
    expect(disorder.examples[0]).toEqual({ at: 10, node: 1, origin: 'a', id: 2, expected: 1 });
  });

  test('an id that was left out is no disorder where it is a route rumor’s, and is one once it turns out to be a text’s', () => {
    const recorder = new Recorder(2);
    recorder.accepted(0, 0, 'a', 2, NOBODY);
    recorder.accepted(9, 1, 'a', 2, 0);
    expect(reportOf(recorder, setting([0, 1])).disorder.count).toBe(0);
    recorder.accepted(20, 1, 'a', 5, 0);
    expect(reportOf(recorder, setting([0, 1])).disorder.count).toBe(0);
    recorder.accepted(21, 0, 'a', 4, NOBODY);
    expect(reportOf(recorder, setting([0, 1])).disorder).toEqual({
      count: 1,
      examples: [{ at: 20, node: 1, origin: 'a', id: 5, expected: 3 }],
    });
  });

  test('of a network without rumors nothing is missing', () => {
    expect(reportOf(new Recorder(3), setting([0, 1, 2]))).toMatchObject({ rumors: 0, residue: 0, perDelivery: { packets: 0 } });
  });
});

describe('the table of who holds what', () => {
  test('a node that came back from its own descendant is one hop farther, and its descendants stay where they were', () => {
    const recorder = line();
    recorder.node(500, 0, 'reborn');
    recorder.accepted(600, 0, 'a', 1, 2);
    expect([...recorder.held.get('a', 1).hops()]).toEqual([3, 1, 2, 0]);
  });

  test('what is told before the acceptance of its deliverer gets its hops once that is told', () => {
    const recorder = new Recorder(3);
    recorder.accepted(150, 2, 'a', 1, 1);
    recorder.accepted(120, 1, 'a', 1, 0);
    recorder.accepted(100, 0, 'a', 1, NOBODY);
    expect([...recorder.held.get('a', 1).hops()]).toEqual([0, 1, 2]);
  });

  test('it grows with the nodes', () => {
    const recorder = new Recorder(1);
    recorder.accepted(0, 0, 'a', 1, NOBODY);
    recorder.accepted(10, 4_000, 'a', 1, 0);
    expect(recorder.held.get('a', 1).acceptedAt(4_000)).toBe(10);
  });

  test('what does not fit is counted and not kept', () => {
    const recorder = new Recorder(10_000_000);
    recorder.accepted(0, 0, 'a', 1, NOBODY);
    recorder.accepted(0, 0, 'a', 2, NOBODY);
    expect(recorder.held.untold).toBe(1);
    expect(recorder.held.published).toHaveLength(1);
  });
});
