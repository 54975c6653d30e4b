import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { PROGRAM } from '../support/build.js';

/** `peerster network spread` as users run it: in a thread of its own. Standard input is at its end from the beginning. */
async function spread(argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [PROGRAM, 'network', 'spread', '--topology', 'regular:4', '--seed', '5', ...argv], {
    env: { ...process.env, ...env },
  });
  child.stdin.end();
  const [out, err, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { out, err, status: status as number | null };
}

test('spread prints its table from the thread in which it runs', async () => {
  const { out, err, status } = await spread(['--nodes', '60']);
  expect([status, err]).toEqual([0, '']);
  expect(out).toMatch(/^One rumor among 60 emulated nodes, regular:4/);
  expect(out).toContain('100 % in ');
});

test('spread complains and fails as from the first thread', async () => {
  const failed = await spread(['--nodes', '60', '--loss', '100%', '--within', '2']);
  expect([failed.status, failed.err]).toEqual([1, expect.stringMatching(/^peerster network: 1\.6 % was reached within 2 virtual/)]);
  const refused = await spread(['--nodes', '60', '--set', 'coyn=1']);
  expect([refused.status, refused.err]).toEqual([2, expect.stringMatching(/^peerster network: there is no setting "coyn"/)]);
});

test('spread stops when it is told to, from outside its thread', async () => {
  const endless = ['--nodes', '2000', '--loss', '100%', '--within', '86400'];
  const { err, status } = await spread(endless, { PEERSTER_UNTIL_CLOSED: '1' });
  expect([status, err]).toEqual([1, 'peerster network: stopped when 0.0 % was reached\n']);
});
