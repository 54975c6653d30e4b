import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LineWriter } from '../../src/logging/line-writer.js';

describe('lines to a file', () => {
  let folder: string;
  let path: string;
  let fd: number;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'peerster-lines-'));
    path = join(folder, 'out');
    fd = openSync(path, 'w');
  });

  afterEach(() => {
    closeSync(fd);
    rmSync(folder, { recursive: true });
  });

  const written = () => readFileSync(path, 'utf8');

  test('are written at the end of the turn, in order', async () => {
    const writer = new LineWriter(fd);
    writer.write('one\n');
    writer.write('two\n');
    expect(written()).toBe('');
    await turn();
    await turn();
    expect(written()).toBe('one\ntwo\n');
  });

  test('are written at once when there are many', () => {
    const writer = new LineWriter(fd);
    writer.write(`${'x'.repeat(65_536)}\n`);
    expect(written()).toHaveLength(65_537);
  });

  test('are all there after close, without another turn', () => {
    const writer = new LineWriter(fd);
    const lines = Array.from({ length: 10_000 }, (_, i) => `line ${i} ü\n`);
    for (const line of lines) writer.write(line);
    writer.close();
    expect(written()).toBe(lines.join(''));
    expect(writer.dropped).toBe(0);
  });

  test('that a full disk refuses are dropped and counted, which is told once, and the writer lives on', () => {
    const full = openSync('/dev/full', 'w');
    const told: string[] = [];
    const writer = new LineWriter(full, (why) => told.push(why));
    writer.write('lost\n');
    writer.close();
    writer.write('lost too\n');
    writer.close();
    closeSync(full);
    expect(writer.dropped).toBe(14);
    expect(told).toEqual(['the disk is full']);
  });
});

describe('lines to a pipe', () => {
  const COUNT = 20_000;

  /** Starts a process that writes COUNT lines to its standard output, says "written" on standard error, waits, and closes the writer. */
  function writing(patience = 100, stalled = 100): ChildProcessWithoutNullStreams {
    const code = `
      import { LineWriter } from '${new URL('../../src/logging/line-writer.ts', import.meta.url).pathname}';
      const writer = new LineWriter(1);
      for (let i = 0; i < ${COUNT}; i++) writer.write('line ' + i + ' ' + 'x'.repeat(40) + '\\n');
      writer.flush();
      process.stderr.write('written\\n');
      process.stdin.on('data', () => { writer.close(${patience}, ${stalled}); process.stderr.write('dropped ' + writer.dropped + '\\n', () => process.exit(7)); });
    `;
    return spawn(process.execPath, ['--import', loader(), '--input-type=module', '-e', code]);
  }

  /** Lets a bare Node 20 read TypeScript, by esbuild. */
  function loader(): string {
    const hooks = `
      import { readFileSync } from 'node:fs';
      import { transformSync } from '${new URL('../../node_modules/esbuild/lib/main.js', import.meta.url).href}';
      export const load = (url, context, next) => url.endsWith('.ts')
        ? { format: 'module', shortCircuit: true, source: transformSync(readFileSync(new URL(url)), { loader: 'ts' }).code }
        : next(url, context);`;
    const hooksUrl = `data:text/javascript,${encodeURIComponent(hooks)}`;
    return `data:text/javascript,${encodeURIComponent(`import { register } from 'node:module'; register(${JSON.stringify(hooksUrl)});`)}`;
  }

  async function text(stream: NodeJS.ReadableStream): Promise<string> {
    let all = '';
    for await (const piece of stream) all += String(piece);
    return all;
  }

  test('do not stop the writer while nobody reads, and are whole once somebody does', async () => {
    const child = writing();
    await once(child.stderr, 'data');
    const all = text(child.stdout);
    const said = text(child.stderr);
    child.stdin.write('end\n');
    expect(await once(child, 'exit')).toEqual([7, null]);
    expect(await said).toBe('dropped 0\n');
    expect((await all).split('\n')).toHaveLength(COUNT + 1);
  });

  test('are whole for a reader that is slow, however long it takes', async () => {
    const child = writing(60_000, 400);
    await once(child.stderr, 'data');
    child.stdin.write('end\n');
    const exited = once(child, 'exit');
    let all = '';
    for await (const piece of child.stdout) {
      all += String(piece);
      await pause(60);
    }
    expect(await exited).toEqual([7, null]);
    expect(all.split('\n')).toHaveLength(COUNT + 1);
  });

  test('do not keep the writer for a reader that never reads', async () => {
    const child = writing(60_000, 50);
    await once(child.stderr, 'data');
    child.stdin.write('end\n');
    expect(await once(child, 'exit')).toEqual([7, null]);
  });

  test('do not end the writer when the reader goes away', async () => {
    const child = writing();
    await once(child.stderr, 'data');
    const said = text(child.stderr);
    child.stdout.destroy();
    child.stdin.write('end\n');
    expect(await once(child, 'exit')).toEqual([7, null]);
    expect(await said).toMatch(/^dropped [1-9]/);
  });
});
