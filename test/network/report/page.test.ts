import { expect, test } from 'vitest';
import type { Outcome } from '../../../src/network/network.js';
import { openNetwork } from '../../../src/network/open.js';
import { type Gathered, gather } from '../../../src/network/report/gather.js';
import { reportPage } from '../../../src/network/report/html/report-page.js';
import type { NetworkSpec } from '../../../src/network/spec/network-spec.js';

const SPEC: NetworkSpec = {
  name: 'twelve in a ring',
  engine: 'emulated',
  seed: 7,
  nodes: Array.from({ length: 12 }, (_, node) => ({ name: `n${node + 1}` })),
  topology: 'ring',
  overrides: [],
  programs: [],
  settings: {},
  links: [{ on: { links: 'all' }, fault: { kind: 'delay', distribution: 'constant', ms: 20 } }],
  warmUp: 1_000,
  workload: [
    {
      from: ['n1'],
      process: { kind: 'constant', every: 1_000 },
      start: 0,
      end: undefined,
      messages: 1,
      size: undefined,
      text: '<fire> & smoke',
    },
  ],
  timeline: [],
  churn: [],
  mobility: undefined,
  end: { kind: 'converged', within: 60_000 },
  assertions: [{ kind: 'noneLost' }],
  rule: undefined,
  pcap: undefined,
};

interface Played {
  readonly outcome: Outcome;
  readonly gathered: Gathered;
}

async function play(spec: NetworkSpec, seed: number): Promise<Played> {
  const network = await openNetwork(spec, { seed });
  try {
    return { outcome: await network.run(), gathered: gather(network) };
  } finally {
    await network.close();
  }
}

function pageOf(runs: readonly Played[], spec = SPEC): string {
  const [first] = runs as [Played];
  return reportPage({
    title: spec.name,
    runs: [first.outcome, ...runs.slice(1).map(({ outcome }) => outcome)],
    gathered: first.gathered,
    provenance: 'peerster 0.0.0, seed <7>',
  });
}

const pictures = (html: string): string[] => [...html.matchAll(/<svg [^>]*aria-label="([^"]*)"/g)].map(([, label]) => label as string);

test('a page shows the verdict, coverage, traffic, load, hops, the infection tree, the network and its graph, and needs no other file', async () => {
  const html = pageOf([await play(SPEC, 7)]);
  expect(pictures(html)).toEqual([
    'Share of the deliveries over time',
    'Datagrams per delivery',
    'How many nodes sent how many datagrams',
    'How many deliveries were so many links from the source',
    'The tree along which the rumor spread',
    'The network, each node by when it was reached',
  ]);
  expect(html).toContain('PASS: kept in 1 run.');
  expect(html).not.toMatch(/(src|href)=|url\(|@import/);
});

test('the floor stands beside what was measured: six hops of 20 ms, one payload for each delivery', async () => {
  const html = pageOf([await play(SPEC, 7)]);
  expect(html).toContain('at best after 120 ms');
  expect(html).toContain('<tr class="floor"><td>at best</td><td>1</td>');
});

test('several runs are told by their mean, their band and each by its seed', async () => {
  const html = pageOf([await play(SPEC, 7), await play(SPEC, 8), await play(SPEC, 9)]);
  expect(html).toContain('Mean of 3 runs');
  expect(html).toContain('class="band"');
  for (const seed of [7, 8, 9]) expect(html).toContain(`<tr><td>${seed}</td><td>PASS</td>`);
});

test('what names and texts contain does not become markup', async () => {
  const spec = { ...SPEC, name: '<script>', nodes: SPEC.nodes.map(({ name }) => ({ name: `<b>${name}` })) };
  const html = pageOf([await play({ ...spec, workload: [{ ...SPEC.workload[0], from: ['<b>n1'] }] } as NetworkSpec, 7)], spec);
  expect(html).not.toMatch(/<script|<b>|<7>/);
});

test('a run in which nothing was published has a page too', async () => {
  const html = pageOf([await play({ ...SPEC, workload: [], end: { kind: 'at', ms: 2_000 } }, 7)]);
  expect(html).toContain('FAIL: broken in 1 of 1 run.');
  expect(html).not.toMatch(/NaN|Infinity|undefined/);
});
