import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bytesOf } from '../support/bytes.js';
import { Programs } from './processes.js';

const programs = new Programs();
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'peerster-verbs-'));
});
afterEach(async () => {
  await programs.killAll();
  rmSync(folder, { recursive: true });
});

describe('the verbs for files', () => {
  test('share, list and download a file of 5 MiB, and copy it to where the user is', async () => {
    const folders = [`-shared=${join(folder, 'shared')}`, `-downloads=${join(folder, 'got')}`, '-rtimer=60'];
    const alice = await programs.node('-name=alice', ...folders);
    const bob = await programs.node('-name=bob', ...folders, `-peers=${alice.is.gossipAddress}`);
    await bob.until(({ stdout }) => stdout.includes('RUMOR origin alice'));
    await alice.until(({ stdout }) => stdout.includes('RUMOR origin bob'));
    const [at, atBob] = [alice, bob].map(({ is }) => ['--address', is.uiAddress]) as [string[], string[]];
    const bytes = bytesOf(5 * 1_048_576 + 3);
    writeFileSync(join(folder, 'film'), bytes);

    const shared = await programs.finish('share', join(folder, 'film'), '--json', ...at);
    const { name, metahash, size } = JSON.parse(shared.lines[0] as string) as Record<string, string>;
    expect([name, size]).toEqual(['film', String(bytes.length)]);
    expect((await programs.finish('files', ...at)).lines[1]).toMatch(new RegExp(`^film +5\\.0 MiB +641 +${metahash}$`));

    const output = join(folder, 'copy');
    const order = [metahash as string, '--as', 'film', '--from', 'alice', '--output', output];
    expect(await programs.finish('download', ...order, ...atBob)).toEqual({
      status: 0,
      lines: [`film is there: 5.0 MiB, and in ${output}`],
      complaints: [],
    });
    for (const file of [join(folder, 'got', 'film'), output]) expect(Buffer.compare(readFileSync(file), bytes)).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(['copy', 'film', 'got']);
    expect(bob.stdout).toContain('DOWNLOADING metafile of film from alice\n');
    expect(bob.stdout).toContain('DOWNLOADING film chunk 641 from alice\n');
    expect(bob.stdout).toContain('RECONSTRUCTED file film\n');
  });

  test('go on with a download in a node that was killed and has the same data folder again', async () => {
    const alice = await programs.node('-name=alice', `-shared=${folder}`, '-rtimer=60', '-set=dataRate=200');
    const bobs = ['-name=bob', `-downloads=${join(folder, 'got')}`, `-data=${join(folder, 'data')}`, '-rtimer=60'];
    const startBob = async () => {
      const bob = await programs.node(...bobs, `-peers=${alice.is.gossipAddress}`);
      await bob.until(({ stdout }) => stdout.includes('RUMOR origin alice'));
      return bob;
    };
    const bytes = bytesOf(512 * 8_192);
    writeFileSync(join(folder, 'film'), bytes);
    const shared = await programs.finish('share', '--shared', 'film', '--json', '--address', alice.is.uiAddress);
    const { metahash } = JSON.parse(shared.lines[0] as string) as { metahash: string };
    const order = ['download', metahash, '--as', 'film', '--from', 'alice', '--address'];

    const bob = await startBob();
    programs.start([...order, bob.is.uiAddress]);
    await bob.until(({ stdout }) => stdout.includes('film chunk 300 '));
    const second = await programs.finish('node', ...bobs, '-UIPort=0', '-gossipAddr=127.0.0.1:0');
    expect([second.status, second.complaints]).toEqual([1, [expect.stringContaining('give each node its own')]]);
    await bob.stop('SIGKILL');

    const again = await startBob();
    expect((await programs.finish(...order, again.is.uiAddress)).status).toBe(0);
    expect(Buffer.compare(readFileSync(join(folder, 'got', 'film')), bytes)).toBe(0);
    const asked = again.lines.filter((line) => line.startsWith('DOWNLOADING film chunk'));
    expect(asked.length).toBeLessThan(500);
    await again.stop();
    expect(readdirSync(join(folder, 'data')).sort()).toEqual(['chunks', 'chunks.index']);
    expect(readdirSync(folder).sort()).toEqual(['data', 'film', 'got']);
  });

  test('say what is wrong in one line', async () => {
    const { is } = await programs.node('-set=dataPatience=200');
    const at = ['--address', is.uiAddress];
    const hash = 'ab'.repeat(32);
    const failing = [
      [['share', join(folder, 'nothing')], 1, /ENOENT/],
      [['share', '--shared', 'nothing'], 1, /NOT_FOUND: there is no file/],
      [['download', 'xyz'], 2, /must be 64 hex digits/],
      [['download', hash], 1, /NOT_FOUND: nobody is known to have/],
      [['download', hash, '--from', 'bob'], 1, /there is no route to bob/],
      [['download', hash, '--cancel'], 1, /NOT_FOUND: no download/],
    ] as const;
    for (const [argv, status, complaint] of failing) {
      const end = await programs.finish(...argv, ...at);
      expect([argv, end.status, end.lines, end.complaints]).toEqual([argv, status, [], [expect.stringMatching(complaint)]]);
    }
  });
});
