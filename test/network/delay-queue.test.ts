import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { DelayQueue } from '../../src/network/relay/delay-queue.js';

function drain(queue: DelayQueue<number>, now: number): number[] {
  const items: number[] = [];
  for (let item = queue.take(now); item !== undefined; item = queue.take(now)) items.push(item);
  return items;
}

it('gives back what is due, earliest first, and equal times in the order put', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), fc.integer({ min: 0, max: 20 }), (times, now) => {
      const queue = new DelayQueue<number>();
      for (const [index, due] of times.entries()) queue.put(due, index);
      const inOrder = times.map((due, index) => ({ due, index })).toSorted((a, b) => a.due - b.due || a.index - b.index);
      expect(drain(queue, now)).toEqual(inOrder.filter(({ due }) => due <= now).map(({ index }) => index));
      expect(queue.next).toBe(inOrder.find(({ due }) => due > now)?.due ?? Number.POSITIVE_INFINITY);
      expect(drain(queue, 20)).toHaveLength(inOrder.filter(({ due }) => due > now).length);
      expect(queue.size).toBe(0);
    }),
  );
});
