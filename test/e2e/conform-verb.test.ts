import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PROGRAM } from '../support/build.js';
import { HAS_PROC, running } from '../support/process-tree.js';
import { Programs } from './processes.js';

describe('peerster conform', () => {
  const programs = new Programs();
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'peerster-conform-test-'));
  });
  afterEach(async () => {
    await programs.killAll();
    rmSync(folder, { recursive: true });
  });

  test('judges a node of this program that it is given as one line, and writes what it found', async () => {
    const [json, junit] = [join(folder, 'verdicts.json'), join(folder, 'verdicts.xml')];
    const files = ['--json', json, '--junit', junit];
    const ended = await programs.finish('conform', '--only', 'G2,M2', ...files, '--', `${process.execPath} ${PROGRAM} node`);
    expect(ended).toMatchObject({ status: 0, complaints: [] });
    expect(ended.lines.at(-1)).toBe('2 kept, 0 broken, 0 not judged');
    expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({
      counts: { kept: 2, broken: 0 },
      sentences: [{ sentence: 'G2' }, { sentence: 'M2' }],
    });
    expect(readFileSync(junit, 'utf8')).toContain('tests="2" failures="0"');
  });

  test.skipIf(!HAS_PROC)('leaves no node behind when it is killed', async () => {
    const pids = join(folder, 'pids');
    const judging = programs.start(['conform', '--client', 'nobody', '--', 'sh', '-c', `echo $$ >> ${pids}; exec sleep 600`, '{ui}']);
    const started = () => readSafely(pids).split('\n').slice(0, -1).map(Number);
    while (started().length < 6) await nextTurn();
    await judging.stop('SIGKILL');
    while (running(started()).length > 0) await nextTurn();
  });
});

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5));
}

function readSafely(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
