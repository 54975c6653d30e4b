import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Turns } from '../../src/host/turns.js';

describe('the turns of a node', () => {
  const flush = vi.fn<() => void>();
  const wake = vi.fn<() => void>();
  let turns: Turns;
  beforeEach(() => {
    flush.mockReset();
    wake.mockReset();
    turns = new Turns(flush, wake);
  });
  afterEach(() => {
    turns.stop();
    vi.useRealTimers();
  });

  it('flush once however often it was asked for', async () => {
    for (let i = 0; i < 10; i++) turns.request();
    expect(flush).not.toHaveBeenCalled();
    await nextTurn();
    expect(flush).toHaveBeenCalledTimes(1);
    turns.request();
    await nextTurn();
    expect(flush).toHaveBeenCalledTimes(2);
  });

  it('do not flush after they were stopped', async () => {
    turns.request();
    turns.stop();
    turns.request();
    await nextTurn();
    expect(flush).not.toHaveBeenCalled();
  });

  describe('with a clock of their own', () => {
    beforeEach(() => void vi.useFakeTimers());

    it('wake at the deadline and flush', () => {
      turns.wakeAt(performance.now() + 50);
      vi.advanceTimersByTime(49);
      expect(wake).not.toHaveBeenCalled();
      vi.advanceTimersByTime(1);
      expect(wake).toHaveBeenCalledTimes(1);
      vi.advanceTimersByTime(1);
      expect(flush).toHaveBeenCalledTimes(1);
    });

    it('wake earlier when told so, and keep an earlier timer when told a later deadline', () => {
      turns.wakeAt(performance.now() + 50);
      turns.wakeAt(performance.now() + 10);
      turns.wakeAt(performance.now() + 100);
      expect(vi.getTimerCount()).toBe(1);
      vi.advanceTimersByTime(10);
      expect(wake).toHaveBeenCalledTimes(1);
    });

    it('wait for nothing when there is no deadline', () => {
      turns.wakeAt(Number.POSITIVE_INFINITY);
      expect(vi.getTimerCount()).toBe(0);
    });

    it('wake at once for a deadline that has passed', () => {
      turns.wakeAt(performance.now() - 1_000);
      vi.advanceTimersByTime(1);
      expect(wake).toHaveBeenCalledTimes(1);
    });

    it('survive a deadline further away than one timer reaches', () => {
      turns.wakeAt(performance.now() + 2 ** 40);
      vi.advanceTimersByTime(1_000);
      expect(wake).not.toHaveBeenCalled();
    });
  });
});
