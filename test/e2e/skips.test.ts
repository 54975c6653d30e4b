import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { ROOT } from './tools.js';

/** Runs the clients' tests on a machine that has none of their languages. */
function testClients(env: Readonly<Record<string, string>>) {
  return spawnSync(process.execPath, ['scripts/clients.mjs', 'test', 'python', 'go'], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { PATH: '/nowhere', ...env },
  });
}

describe('clients whose language is not on the machine', () => {
  test('are named, counted, and no failure', () => {
    const { stdout, status } = testClients({});
    expect(stdout).toContain('SKIP  the python client: there is no python3 of version 3.10 or newer with venv\n');
    expect(stdout).toContain('SKIP  the go client: there is no go\n');
    expect([stdout.trimEnd().split('\n').at(-1), status]).toEqual(['0 passed, 0 failed, 2 skipped', 0]);
  });

  test('are a failure where CI is set', () => {
    expect(testClients({ CI: '1' }).status).toBe(1);
  });
});
