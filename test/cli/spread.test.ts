import { expect, test } from 'vitest';
import { main } from '../../src/cli/main.js';
import { FakeIo } from './fake-io.js';

async function spread(...argv: readonly string[]): Promise<{ status: number; io: FakeIo }> {
  const io = new FakeIo();
  return { status: await main(['network', 'spread', '--nodes', '60', '--topology', 'regular:4', '--seed', '5', ...argv], io), io };
}

test('spread prints a table that says how to have the same run again', async () => {
  const { status, io } = await spread('--rumors', '2', '--set', 'antiEntropy=500');
  expect([status, io.complained]).toEqual([0, '']);
  expect(io.printed).toMatch(/^2 rumors among 60 emulated nodes, regular:4, links of 10 to 100 ms\n/);
  expect(io.printed).toMatch(/there after( +[\d,]+ ms){5}\n/);
  expect(io.printed).toMatch(/rumor +\d+ +\d+\.\d\d/);
  expect(io.printed).toContain(
    'peerster network spread --nodes 60 --topology regular:4 --delay 10-100 --loss 0 --rumors 2 --seed 5 --set antiEntropy=500',
  );
});

test('spread with --json says the same of the same seed, but for the time that it took', async () => {
  const [first, second] = [await spread('--json', '--loss', '10%'), await spread('--json', '--loss', '10%', '--encoded')];
  const { report, provenance, ...rest } = JSON.parse(first.io.printed);
  expect(JSON.parse(second.io.printed).report).toEqual(report);
  expect(rest).toMatchObject({ nodes: 60, seed: 5, loss: 0.1, settings: { coin: 0.5 }, cost: { setUpSeconds: expect.any(Number) } });
  expect(provenance).toBeUndefined();
});

test('spread fails, after the table, when not everybody was reached in time', async () => {
  const { status, io } = await spread('--loss', '100%', '--within', '2');
  expect(status).toBe(1);
  expect(io.printed).toContain('never');
  expect(io.complained).toMatch(/^peerster network: 1\.6 % was reached within 2 virtual seconds/);
});
