import { expect, test } from 'vitest';
import { startNode } from '../../../clients/typescript/src/testing/index.js';

/** Enough of them that a race is seen: each may end a file at another moment. */
const ATTEMPTS = 60;

test('a file that its reader or its signal breaks off is not shared, and the error is theirs', async () => {
  const node = await startNode();
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const stop = new AbortController();
      async function* content(): AsyncGenerator<Uint8Array> {
        yield new Uint8Array(100);
        await new Promise((resolve) => setTimeout(resolve, attempt % 4));
        if (attempt % 2 === 0) throw new Error('the disk is gone');
        stop.abort(new Error('never mind'));
        yield new Uint8Array(100);
      }
      const shared = node.share(`half ${attempt}`, content(), { signal: stop.signal });
      await expect(shared).rejects.toThrow(attempt % 2 === 0 ? 'the disk is gone' : 'never mind');
    }
    expect(await node.files()).toEqual([]);
  } finally {
    await node[Symbol.asyncDispose]();
  }
});
