import { expect, test } from 'vitest';
import type { EventLoop } from '../../../src/network/engine/event-loop.js';
import { inTurns } from '../../../src/network/pieces/in-turns.js';
import { atOnce, type Pieces } from '../../../src/network/pieces/pieces.js';

/** A loop whose clock stands still unless the work takes time; it notes how often others had their turn. */
class Loop implements EventLoop {
  ms = 0;
  turns = 0;
  now(): number {
    return this.ms;
  }
  soon(act: () => void): void {
    this.turns++;
    queueMicrotask(act);
  }
  later(): void {}
}

/** So many pieces, each of which takes a time. */
function* work(pieces: number, ms: number, loop: Loop): Pieces<string> {
  for (let count = 1; count <= pieces; count++) {
    loop.ms += ms;
    yield { made: 'nodes', count };
  }
  return 'done';
}

test('others have their turn every 20 ms, and are told how far the work is', async () => {
  const loop = new Loop();
  const told: number[] = [];
  expect(await inTurns(work(10, 10, loop), { loop, onPiece: ({ count }) => told.push(count) })).toBe('done');
  expect(told).toEqual([2, 4, 6, 8, 10]);
  expect(loop.turns).toBe(5);
});

test('work that is called off is not gone on with, and says why', async () => {
  const loop = new Loop();
  const ender = new AbortController();
  let last = 0;
  const onPiece = ({ count }: { count: number }) => {
    last = count;
    if (count === 4) ender.abort(new Error('enough'));
  };
  await expect(inTurns(work(10, 10, loop), { loop, signal: ender.signal, onPiece })).rejects.toThrow('enough');
  expect(last).toBe(4);
});

test('what the work throws is told', async () => {
  function* failing(): Pieces<void> {
    yield { made: 'links', count: 0 };
    throw new Error('no such graph');
  }
  await expect(inTurns(failing())).rejects.toThrow('no such graph');
  expect(() => atOnce(failing())).toThrow('no such graph');
});

test('all of it may be done at once', () => {
  expect(atOnce(work(1_000, 1, new Loop()))).toBe('done');
});
