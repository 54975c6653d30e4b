import { expect, it } from 'vitest';
import { Doorstep } from '../../../src/network/emulated/doorstep.js';

it('keeps what comes to a paused node in its order, as much as a socket would hold, and gives it once', () => {
  const doorstep = new Doorstep();
  for (let at = 0; at < 300; at++) doorstep.put(7, at, Uint8Array.of(1));
  doorstep.put(8, 1, Uint8Array.of(2));
  expect(doorstep.take(7).map(({ from }) => from)).toEqual(Array.from({ length: 256 }, (_, at) => at));
  expect([doorstep.take(7), doorstep.take(8).length]).toEqual([[], 1]);
});
