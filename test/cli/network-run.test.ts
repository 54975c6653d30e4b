import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.js';
import { FakeIo } from './fake-io.js';

const folder = mkdtempSync(join(tmpdir(), 'peerster-run-'));
afterAll(() => rmSync(folder, { recursive: true }));

const KEPT = `
nodes: 8
topology: ring
links: {delay: 20 ms}
workload: {from: n1, once: 0}
assert: [inOrder, noneLost, {delivered: {within: 5 s}}]
`;

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function network(...argv: readonly string[]): Promise<{ status: number; io: FakeIo }> {
  const io = new FakeIo();
  return { status: await main(['network', ...argv], io), io };
}

async function decode(...argv: readonly string[]): Promise<{ status: number; io: FakeIo }> {
  const io = new FakeIo();
  return { status: await main(['decode', ...argv], io), io };
}

describe('peerster network run', () => {
  test('ends with 0 when everything was kept, after a table beside the floor', async () => {
    const path = file('kept.yaml', KEPT);
    const { status, io } = await network('run', path, '--seed', '3');
    expect([status, io.complained]).toEqual([0, '']);
    expect(io.printed).toMatch(/^kept: 8 nodes, ring, emulated, one run\n/);
    expect(io.printed).toMatch(/time to 100 % +[\d,]+ ms +80 ms\n/);
    expect(io.printed).toMatch(/at best +1\.00 /);
    expect(io.printed).toContain('  kept    none lost  (100 %');
    expect(io.printed).toContain(`peerster network run ${path} --seed 3 --runs 1 --engine emulated`);
  });

  test('ends with 1 when something was broken, and says how to have the broken run again', async () => {
    const path = file('broken.yaml', KEPT.replace('5 s', '70 ms'));
    const { status, io } = await network('run', path, '--runs', '3');
    expect(status).toBe(1);
    expect(io.printed).toMatch(/ {2}BROKEN {2}delivered to all within 70 ms {2}\(.*in 3 of 3 runs, first with seed 1\)/);
    expect(io.complained).toBe(
      `peerster network: broken: 1 of 3 assertions broken; the first is broken with: peerster network run ${path} --seed 1 --engine emulated\n`,
    );
  });

  test('ends with 2 for a bad file, with a line for each problem', async () => {
    const path = file('bad.yaml', 'nodes: 3\ntopology: ring\nlinks: {dely: 5 ms}\nwarmUp: 3\n');
    const { status, io } = await network('run', path);
    expect([status, io.printed]).toEqual([2, '']);
    expect(io.complained).toBe(
      [
        `${path}:3:9: links has no "dely"; did you mean delay?`,
        `${path}:4:9: 3 must be a duration with its unit, as 20 ms, 1.5 s or 2 min`,
        `peerster network: ${path} has 2 problems; docs/network-file.md says what can be written`,
        '',
      ].join('\n'),
    );
  });

  test.each([
    [['run', join(folder, 'missing.yaml')], /there is no file .*missing\.yaml/],
    [['run', folder], /is a folder/],
    [['check', join(folder, 'missing.yaml')], /there is no file/],
    [['run', file('many.yaml', 'nodes: 5000\ntopology: ring\n'), '--engine', 'local'], /5000 nodes are too many for the engine local/],
    [['run', file('some.yaml', KEPT), '--json', join(folder, 'no/such/folder')], /cannot write/],
  ])('%j is used wrongly', async (argv, complaint) => {
    const { status, io } = await network(...argv);
    expect(status).toBe(2);
    expect(io.complained).toMatch(complaint);
  });

  test('the same seed gives the same reports, and another seed others', async () => {
    const path = file('same.yaml', KEPT.replace('20 ms', '20-80 ms'));
    const reports = async (seed: string) => {
      const { io } = await network('run', path, '--seed', seed, '--json', '-');
      return JSON.parse(io.printed).runs.map((run: { report: unknown }) => run.report);
    };
    expect(await reports('7')).toEqual(await reports('7'));
    expect(await reports('7')).not.toEqual(await reports('8'));
  });

  test('--digest tells that two runs of a seed are the same, packet for packet, and --invariants that nothing impossible happened', async () => {
    const path = file('digest.yaml', KEPT.replace('20 ms', '20-80 ms'));
    const digests = async (...flags: string[]) => {
      const { status, io } = await network('run', path, '--runs', '2', '--digest', ...flags);
      expect(status).toBe(0);
      return [...io.printed.matchAll(/^ {2}seed \d+ {2}([0-9a-f]{64})$/gm)].map((match) => match[1]);
    };
    const first = await digests();
    expect(new Set(first).size).toBe(2);
    expect(await digests('--invariants')).toEqual(first);
    const { status, io } = await network('run', path, '--digest', '--engine', 'local');
    expect(status).toBe(2);
    expect(io.complained).toMatch(/take the engine "emulated" for digests/);
  });

  test('--json tells everything with what produced it', async () => {
    const out = join(folder, 'out.json');
    await network('run', file('json.yaml', KEPT), '--runs', '2', '--json', out);
    const json = JSON.parse(readFileSync(out, 'utf8'));
    expect(json).toMatchObject({ name: 'json', engine: 'emulated', summary: { runs: 2 }, provenance: { settings: { coin: 0.5 } } });
    expect(json.runs.map(({ seed }: { seed: number }) => seed)).toEqual([1, 2]);
    expect(json.runs[0].report).toMatchObject({ nodes: 8, rumors: 1, deliveries: 7, residue: 0, floor: { payloads: 7, hops: 4, ms: 80 } });
    expect(json.runs[0].report.graph).toMatchObject({ links: 8, components: 1, diameter: { value: 4 } });
    expect(json.runs[0].verdicts).toHaveLength(3);
  });

  test('--junit has a suite for each run, a case for each assertion, and a failure for each that is broken', async () => {
    const out = join(folder, 'out.xml');
    await network('run', file('junit.yaml', KEPT.replace('5 s', '70 ms')), '--runs', '2', '--junit', out);
    const xml = readFileSync(out, 'utf8');
    expect(xml.match(/<testsuite /g)).toHaveLength(2);
    expect(xml.match(/<testcase /g)).toHaveLength(6);
    expect(xml).toMatch(/<testsuite name="junit \(emulated, seed 1\)" tests="3" failures="1"/);
    expect(xml).toMatch(/<failure message="measured: [\d.]+ %/);
  });

  test('on real sockets nodes are held to the protocol too, in a verdict that table, JSON and JUnit tell, and every link is captured', async () => {
    const real = `${KEPT}warmUp: 100 ms\nengine: local\n`;
    const [json, junit, html, pcap] = ['real.json', 'real.xml', 'real.html', 'captures'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
      string,
    ];
    const outputs = ['--json', json, '--junit', junit, '--html', html, '--pcap', pcap];
    const { status, io } = await network('run', file('real.yaml', real), '--repeat', '2', ...outputs);
    expect([status, io.complained]).toEqual([0, '']);
    expect(io.printed).toMatch(/verdict {2}PASS {2}\(passed 2 of 2; 95 % interval 34\.\d+ % to 100 %\)/);
    expect(io.printed).toMatch(/sentences kept, by times seen: .*G2 \d/);
    const told = JSON.parse(readFileSync(json, 'utf8')) as { verdict: string; runs: { seed: number; judgement: { ruling: string } }[] };
    expect([told.verdict, ...told.runs.map(({ seed, judgement }) => `${seed} ${judgement.ruling}`)]).toEqual(['PASS', '1 PASS', '1 PASS']);
    expect(readFileSync(junit, 'utf8')).toMatch(/name="G2: a vector names only what is held/);
    expect(readFileSync(html, 'utf8')).toContain('<h2>Machine</h2>');
    const { status: read, io: decoded } = await decode('--pcap', join(pcap, 'real-1-run2.sent.pcap'));
    expect([read, decoded.printed.includes('rumor')]).toEqual([0, true]);
  });

  test('the same run again and again is refused where it would be the same', async () => {
    const { status, io } = await network('run', file('again.yaml', KEPT), '--repeat', '3');
    expect([status, io.complained]).toEqual([2, expect.stringMatching(/in virtual time the same seed gives the same run: take --runs/)]);
    const both = await network('run', file('again.yaml', KEPT), '--repeat', '3', '--runs', '2', '--engine', 'local');
    expect(both.io.complained).toMatch(/give one of them/);
    const captured = await network('run', file('again.yaml', KEPT), '--pcap', join(folder, 'nothing'));
    expect([captured.status, captured.io.complained]).toEqual([2, expect.stringMatching(/no datagrams go over emulated links/)]);
  });

  test('--rows has a row for each rumor that a node holds, after a line of provenance', async () => {
    const out = join(folder, 'out.csv');
    await network('run', file('rows.yaml', KEPT), '--runs', '2', '--rows', out);
    const lines = readFileSync(out, 'utf8').trim().split('\n');
    expect(lines[0]).toMatch(/^# peerster .*coin=0\.5/);
    expect(lines[1]).toBe('seed,engine,origin,id,node,from,published_ms,accepted_ms,age_ms,hops');
    expect(lines).toHaveLength(2 + 2 * 8);
    expect(lines[2]).toMatch(/^1,emulated,n1,1,n1,,\d+,\d+,0,0$/);
  });
});

describe('peerster network check', () => {
  test('says what a file is, and starts nothing', async () => {
    const { status, io } = await network('check', file('check.yaml', KEPT));
    expect(status).toBe(0);
    expect(io.printed).toMatch(/check\.yaml: 8 nodes, emulated; 0 entries in the timeline, 3 assertions\n$/);
  });
});
