import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { programPath } from '../../../src/network/processes/program.js';
import { refusalOf } from '../../support/refusal.js';

describe('the program of a network of processes', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'peerster-test-'));
    mkdirSync(join(folder, 'tree', 'dist'), { recursive: true });
    mkdirSync(join(folder, 'tree', 'test'));
    for (const file of ['dist/peerster.cjs', 'test/some.mjs']) writeFileSync(join(folder, 'tree', file), '');
    writeFileSync(join(folder, 'alone.mjs'), '');
    symlinkSync(join(folder, 'tree', 'dist', 'peerster.cjs'), join(folder, 'peerster'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(['tree/dist/peerster.cjs', 'peerster', 'tree/test/some.mjs'])('is found from %s', (running) => {
    expect(programPath(join(folder, running))).toBe(join(folder, 'tree', 'dist', 'peerster.cjs'));
  });

  it('where there is none, says how to have one', () => {
    expect(refusalOf(() => programPath(join(folder, 'alone.mjs')))).toMatchObject({
      code: 'UNSUPPORTED',
      message: expect.stringContaining('make build'),
    });
  });
});
