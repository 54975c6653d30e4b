import { describe, expect, test } from 'vitest';
import { sourcesIn } from './sources.js';

const SOURCES = sourcesIn('src').filter(({ path }) => !path.startsWith('src/gen/'));
const TESTS = sourcesIn('test').filter(({ path }) => !path.startsWith('test/architecture/'));
const LONGEST_FILE = 280;

function found(sources: typeof SOURCES, pattern: RegExp): readonly string[] {
  return sources.flatMap(({ path, code }) => [...code.matchAll(pattern)].map((match) => `${path}: ${match[0]}`));
}

describe('the style of the house', () => {
  test(`no source is longer than ${LONGEST_FILE} lines`, () => {
    expect(SOURCES.filter(({ text }) => text.split('\n').length > LONGEST_FILE).map(({ path }) => path)).toEqual([]);
  });

  test('the type checker is never silenced', () => {
    expect(found([...SOURCES, ...TESTS], /\bas any\b|: any\b|<any>/g)).toEqual([]);
    const silenced = [...SOURCES, ...TESTS].filter(({ text }) => /^\s*\/\/\s*@ts-(ignore|nocheck|expect-error)/m.test(text));
    expect(silenced.map(({ path }) => path)).toEqual([]);
  });

  test('no test is left out and none runs alone', () => {
    expect(found(TESTS, /\b(test|it|describe)\.(only|skip|todo)\b/g)).toEqual([]);
  });

  test('nothing is left for later in the sources', () => {
    expect(SOURCES.filter(({ text }) => /\b(TODO|FIXME|XXX)\b/.test(text)).map(({ path }) => path)).toEqual([]);
  });

  test('a source that imports a file says its ending', () => {
    expect(
      SOURCES.flatMap(({ path, text }) => [...text.matchAll(/from '(\.[^']*)'/g)].filter((m) => !m[1]?.endsWith('.js')).map(() => path)),
    ).toEqual([]);
  });
});
