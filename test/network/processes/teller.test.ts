import { expect, test } from 'vitest';
import { ReadyLine } from '../../../src/network/processes/warden/ready-line.js';
import { Teller } from '../../../src/network/processes/warden/teller.js';

test('of what lines say only the kinds asked for are told, each once', () => {
  const teller = new Teller(['peers', 'in-sync']);
  teller.read('RUMOR origin A from 1.2.3.4:5 ID 1 contents hi\nPEERS 1.2.3.4:5\nIN SYNC WITH 1.2.3.4:5\nPEERS 1.2.3');
  expect(teller.take()).toEqual([
    { kind: 'peers', peers: ['1.2.3.4:5'] },
    { kind: 'in-sync', with: '1.2.3.4:5' },
  ]);
  teller.read('.4:5\nPEERS 1.2.3.4:5,1.2.3.4:6\n');
  expect(teller.take()).toEqual([{ kind: 'peers', peers: ['1.2.3.4:5', '1.2.3.4:6'] }]);
  expect(teller.take()).toEqual([]);
});

test('the first line that fits is found, also where it comes in pieces, and a line without end is no burden', () => {
  const found: string[] = [];
  const ready = new ReadyLine(/^run/, (line) => found.push(line));
  expect(ready.read('starting\nru')).toBe(false);
  expect(ready.read('nning on 5000')).toBe(false);
  expect(ready.read('\nrun again\n')).toBe(true);
  expect(found).toEqual(['running on 5000']);
  const endless = new ReadyLine(/x$/, (line) => found.push(line));
  for (let written = 0; written < 100; written++) expect(endless.read('y'.repeat(10_000))).toBe(false);
  expect(endless.read('\nx\n')).toBe(true);
  expect(found.at(-1)).toBe('x');
});
