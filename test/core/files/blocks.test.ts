import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readBlock } from '../../../src/core/files/blocks.js';
import { Indexer } from '../../../src/core/files/indexer.js';
import { Outline } from '../../../src/core/files/outline.js';
import { toHex } from '../../../src/core/hash.js';
import { bytesOf, nativeSha256 } from '../../support/bytes.js';

const CHUNK = 8_192;
const MiB = 1_048_576;

interface TreeVector {
  readonly about: string;
  readonly size: number;
  readonly metahash: string;
  readonly block: string;
}

const VECTORS = (
  JSON.parse(readFileSync(new URL('../../../docs/extension-vectors.json', import.meta.url), 'utf8')) as { trees: TreeVector[] }
).trees;

function indexed(size: number, byteAt: (at: number) => number): { metahash: string; blocks: Map<string, Uint8Array> } {
  const blocks = new Map<string, Uint8Array>();
  const indexer = new Indexer(nativeSha256, (hash, block) => void blocks.set(toHex(hash), block));
  for (let at = 0; at < size; at += CHUNK) indexer.add(Uint8Array.from({ length: Math.min(CHUNK, size - at) }, (_, i) => byteAt(at + i)));
  return { metahash: toHex(indexer.finish().metahash), blocks };
}

describe('what names a file', () => {
  it.each([1, CHUNK - 1, CHUNK, CHUNK + 1, 65_536, 2 * MiB])('of %i bytes is the hash of its chunk hashes, as in the course', (size) => {
    const bytes = bytesOf(size);
    const hash = (piece: Uint8Array): Buffer => createHash('sha256').update(piece).digest();
    const chunks = Array.from({ length: Math.ceil(size / CHUNK) }, (_, at) => hash(bytes.subarray(at * CHUNK, (at + 1) * CHUNK)));
    expect(indexed(size, (at) => bytes[at] as number).metahash).toBe(hash(Buffer.concat(chunks)).toString('hex'));
  });

  it.each(VECTORS)('above 2 MiB is a tree block: $about', ({ size, metahash, block }) => {
    const { metahash: made, blocks } = indexed(size, (at) => at % 251);
    expect(made).toBe(metahash);
    expect(toHex(blocks.get(metahash) as Uint8Array)).toBe(block);
  });

  it('above 2 MiB can be taken for a metafile by nobody: its length is no multiple of 32', () => {
    for (const size of [2 * MiB + 1, 3 * MiB]) {
      const { metahash, blocks } = indexed(size, (at) => at & 0xff);
      expect((blocks.get(metahash) as Uint8Array).length % 32).toBe(16);
    }
  });

  it('of 1 GiB is a tree of two levels, read block by block', () => {
    const blocks = new Map<string, Uint8Array>();
    let count = 0;
    const counting = (): Uint8Array => {
      const hash = new Uint8Array(32);
      new DataView(hash.buffer).setUint32(0, ++count);
      return hash;
    };
    const indexer = new Indexer(counting, (hash, block) => void blocks.set(toHex(hash), block));
    const chunk = new Uint8Array(CHUNK);
    for (let number = 0; number < 131_072; number++) indexer.add(chunk);
    const outline = new Outline(indexer.finish().metahash);
    let [chunks, parts] = [0, 0];
    for (let wanted = outline.nextBlock(); wanted !== undefined; wanted = outline.nextBlock()) {
      expect(outline.enter(blocks.get(wanted.key) as Uint8Array)).toBeUndefined();
      for (const part of outline.parts.splice(0)) {
        expect(part.first).toBe(chunks);
        chunks += part.count;
        parts++;
      }
    }
    expect([chunks, parts, outline.chunkCount, outline.size, outline.isComplete]).toEqual([131_072, 512, 131_072, 2 ** 30, true]);
    expect([...blocks.values()].every(({ length }) => length <= CHUNK)).toBe(true);
  });

  it('is not another block in the place of one of the tree', () => {
    const { metahash, blocks } = indexed(5 * MiB, (at) => at & 0xff);
    const root = blocks.get(metahash) as Uint8Array;
    expect(readBlock(root, { level: 1, size: 5 * MiB })).toMatchObject({ level: 1, count: 3 });
    expect(readBlock(root, { level: 2, size: 5 * MiB })).toContain('is not what the one above it tells');
    expect(readBlock(root, { level: 1, size: 5 * MiB - 1 })).toContain('is not what the one above it tells');
    expect(readBlock(new Uint8Array(64), { level: 0, size: CHUNK })).toContain('names another number of chunks');
  });
});
