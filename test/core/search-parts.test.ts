import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fingerprint } from '../../src/core/fingerprint.js';
import { fromHex, toHex } from '../../src/core/hash.js';
import { searchReply } from '../../src/core/packet.js';
import { Random } from '../../src/core/random.js';
import { matches } from '../../src/core/search/keywords.js';
import { resultsFor } from '../../src/core/search/replies.js';
import { shares } from '../../src/core/search/shares.js';
import { encode } from '../../src/wire/codec.js';

describe('a keyword', () => {
  test.each([
    ['file.txt', 'le.t', true],
    ['file.txt', 'LE', false],
    ['file.txt', 'f*t', true],
    ['file.txt', 'x*f', false],
    ['file.txt', '*', true],
    ['file.txt', 'f**e', true],
    ['aXbXc', 'a*b*c', true],
    ['aXbXc', 'a*c*b', false],
    ['abab', 'ab*ab', true],
    ['aba', 'ab*ba', false],
    ['a.b', 'a?b', false],
    ['a[b', '[', true],
  ])('of %s, %s: %s', (name, keyword, is) => {
    expect(matches(name, ['nothing', keyword])).toBe(is);
  });

  test('matches as the regular expression does that it stands for', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '*', '.'), maxLength: 8 });
    fc.assert(
      fc.property(text, text, (name, keyword) => {
        const pattern = keyword
          .split('*')
          .map((piece) => piece.replaceAll('.', '\\.'))
          .join('.*');
        expect(matches(name, [keyword])).toBe(new RegExp(pattern).test(name));
      }),
    );
  });

  test('full of wildcards takes no time', () => {
    expect(matches('a'.repeat(10_000), [`${'a*'.repeat(4_000)}b`])).toBe(false);
  });
});

describe('the shares of a budget', () => {
  const budget = fc.oneof(fc.nat(100), fc.maxSafeNat());

  test('are one less than it together, differ by one at the most, and are none below', () => {
    fc.assert(
      fc.property(budget, fc.integer({ min: 1, max: 40 }), fc.nat(), (whole, neighbours, seed) => {
        const all = shares(whole, neighbours, new Random(seed));
        expect(all).toHaveLength(neighbours);
        expect(all.reduce((sum, share) => sum + BigInt(share), 0n)).toBe(BigInt(Math.max(0, whole - 1)));
        expect(Math.max(...all) - Math.min(...all)).toBeLessThanOrEqual(1);
        expect(Math.min(...all)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('go to nobody where there is no neighbour', () => {
    expect(shares(10, 0, new Random(1))).toEqual([]);
  });

  test('give what cannot be split evenly to random ones, each as often as the others', () => {
    const random = new Random(1);
    const counts = [0, 0, 0, 0];
    for (let draw = 0; draw < 4_000; draw++) shares(3, 4, random).forEach((share, at) => (counts[at] = (counts[at] as number) + share));
    for (const count of counts) expect(Math.abs(count - 2_000)).toBeLessThan(200);
  });
});

describe('the results for a search', () => {
  const file = (name: string, chunks: number, of = chunks) => ({
    name,
    metahash: 'c3'.repeat(32),
    chunkMap: Array.from({ length: chunks }, (_, at) => at + 1),
    mapCount: of,
    isTree: false,
  });

  test('are the files that match and of which there is something, with the chunks that there are', () => {
    const own = [file('one', 3), file('two', 1, 4), file('three', 2), file('none of it', 0, 5)];
    const [list] = [...resultsFor({ own }, ['one', 'tw', 'none'], 8_000)].map(({ results }) => results);
    expect(list?.map(({ fileName, chunkMap, chunkCount }) => [fileName, chunkMap, chunkCount])).toEqual([
      ['one', [1, 2, 3], 3],
      ['two', [1], 4],
    ]);
    expect(toHex(list?.[0]?.metafileHash as Uint8Array)).toBe('c3'.repeat(32));
    expect([...resultsFor({ own }, ['nothing'], 8_000)]).toEqual([]);
  });

  test('of files above 2 MiB stand apart, where only nodes that know them look', () => {
    const own = [file('one', 3), { ...file('two', 2), isTree: true }];
    const [list] = [...resultsFor({ own }, ['o'], 8_000)];
    expect([list?.results.map(({ fileName }) => fileName), list?.trees.map(({ fileName }) => fileName)]).toEqual([['one'], ['two']]);
  });

  test('go in as many lists as it takes for each to fit a reply', () => {
    const own = Array.from({ length: 300 }, (_, at) => file(`file ${at} ${'é'.repeat(at % 90)}`, 1 + (at % 256), 256));
    const lists = [...resultsFor({ own }, ['file'], 8_000)].map(({ results }) => results);
    expect(lists.flat()).toHaveLength(300);
    expect(lists.length).toBeGreaterThan(5);
    for (const list of lists) expect(encode(searchReply('n'.repeat(50), 'n'.repeat(50), 9, list), 'course').length).toBeLessThan(8_200);
  });
});

test('a hash and its hex digits are each other’s inverse', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
      expect(fromHex(toHex(bytes))).toEqual(bytes);
    }),
  );
});

test('fingerprints differ where texts do, and are whole numbers of 53 bits', () => {
  const texts = Array.from({ length: 20_000 }, (_, at) => `text ${at}${'x'.repeat(at % 7)}`);
  const prints = texts.map(fingerprint);
  expect(new Set(prints).size).toBe(texts.length);
  expect(prints.every((print) => Number.isSafeInteger(print) && print >= 0)).toBe(true);
  expect(fingerprint('a\0b')).not.toBe(fingerprint('a,b'));
});
