import { expect, test } from 'vitest';
import { orNothing } from '../../../src/network/real/or-nothing.js';

/** Something whose work fails once it is closed, as that of a network does. */
function whole() {
  let fail: (reason: Error) => void = () => {};
  const closed = new Promise<never>((_resolve, reject) => (fail = reject));
  closed.catch(() => {});
  const it = {
    closes: 0,
    closed,
    close: async (): Promise<void> => {
      it.closes++;
      fail(new Error('closed'));
    },
  };
  return it;
}

test('what is called off while it begins is closed at once, and says why', async () => {
  const it = whole();
  const ender = new AbortController();
  const beginning = orNothing(it, ender.signal, () => it.closed);
  ender.abort(new Error('enough'));
  await expect(beginning).rejects.toThrow('enough');
  expect(it.closes).toBeGreaterThan(0);
});

test('what was called off before does not begin', async () => {
  const it = whole();
  let hasBegun = false;
  const begin = async (): Promise<void> => void (hasBegun = true);
  await expect(orNothing(it, AbortSignal.abort(new Error('enough')), begin)).rejects.toThrow('enough');
  expect(hasBegun).toBe(false);
});

test('what fails is closed, and what succeeds is not, nor by a signal that comes later', async () => {
  const [failed, begun] = [whole(), whole()];
  await expect(orNothing(failed, undefined, () => Promise.reject(new Error('no port')))).rejects.toThrow('no port');
  const ender = new AbortController();
  await orNothing(begun, ender.signal, () => Promise.resolve());
  ender.abort();
  expect([failed.closes, begun.closes]).toEqual([1, 0]);
});
