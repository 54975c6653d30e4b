import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { rumor } from '../../src/core/packet.js';
import { LineWriter } from '../../src/logging/line-writer.js';
import { type LogFormat, Logger, type LogLevel } from '../../src/logging/logger.js';
import { loggedKinds, traceLog } from '../../src/logging/trace-log.js';

describe('the log of a node', () => {
  let folder: string;
  let fd: number;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'peerster-log-'));
    fd = openSync(join(folder, 'err'), 'w');
  });

  afterEach(() => {
    closeSync(fd);
    rmSync(folder, { recursive: true });
  });

  async function logged(level: LogLevel, format: LogFormat, act: (logger: Logger) => void): Promise<string[]> {
    const to = new LineWriter(fd);
    const logger = new Logger({ name: 'alice', level, format, to });
    act(logger);
    await logger.flush();
    to.close();
    return readFileSync(join(folder, 'err'), 'utf8').split('\n').slice(0, -1);
  }

  test('has the levels that were asked for, and all of them before it is closed', async () => {
    const lines = await logged('info', 'json', (logger) => {
      for (const level of ['error', 'warn', 'info', 'debug'] as const) logger.log(level, `a ${level}`, { n: 1 });
    });
    expect(lines.map((line) => JSON.parse(line))).toMatchObject(
      ['error', 'warn', 'info'].map((level) => ({ level, message: `a ${level}`, node: 'alice', n: 1 })),
    );
  });

  test('is for people by default: one line with the time, the level, the node and the facts', async () => {
    const [line, ...more] = await logged('warn', 'pretty', (logger) => logger.log('warn', 'two\nlines', { port: 5000 }));
    expect(line).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z warn \[alice\] two \| lines \(port=5000\)$/);
    expect(more).toEqual([]);
  });

  test('warns of collisions ever more rarely, so that nobody can fill it', async () => {
    const lines = await logged('warn', 'json', (logger) => {
      expect(loggedKinds(logger)).toEqual(new Set(['collision', 'download-failed']));
      const listener = traceLog(logger);
      const from = { host: '127.0.0.1', port: 5000 };
      for (let i = 0; i < 1_000; i++) listener({ kind: 'collision', rumor: rumor('bob', 3, 'secret'), from });
    });
    expect(lines).toHaveLength(10);
    expect(JSON.parse(lines[9] as string)).toMatchObject({ level: 'warn', origin: 'bob', id: 3, peer: '127.0.0.1:5000', collisions: 512 });
    expect(lines.join('')).not.toContain('secret');
  });

  test('tells of peers at info and of drops at debug', async () => {
    const from = { host: '::1', port: 5000 };
    const lines = await logged('debug', 'pretty', (logger) => {
      expect(loggedKinds(logger)).toEqual(new Set(['collision', 'download-failed', 'peer-learnt', 'peer-removed', 'dropped']));
      const listener = traceLog(logger);
      listener({ kind: 'peer-learnt', peer: from });
      listener({ kind: 'peer-removed', peer: from });
      listener({ kind: 'dropped', reason: 'malformed', from, bytes: 3 });
    });
    expect(lines.map((line) => line.slice(line.indexOf('Z ') + 2))).toEqual([
      'info [alice] learnt a peer (peer=[::1]:5000)',
      'info [alice] forgot a peer (peer=[::1]:5000)',
      'debug [alice] dropped a datagram (reason=malformed peer=[::1]:5000 bytes=3)',
    ]);
  });
});
