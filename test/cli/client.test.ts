import { describe, expect, test } from 'vitest';
import { BAD_COMBINATION, BAD_HASH, orderOf } from '../../src/cli/client/order.js';
import { CLIENT_FLAGS } from '../../src/cli/client/flags.js';
import { parseFlags } from '../../src/cli/go-flags.js';
import { main } from '../../src/cli/main.js';
import { FakeIo } from './fake-io.js';

const HASH = 'ab'.repeat(32);
const order = (...argv: string[]) => orderOf(parseFlags(CLIENT_FLAGS, argv, {}));

describe('what a client is asked to do', () => {
  test.each([
    [['-msg=hi'], { kind: 'text', text: 'hi', destination: '' }],
    [['-msg=hi', '-dest=bob'], { kind: 'text', text: 'hi', destination: 'bob' }],
    [['-msg=hi', '-Dest', 'bob'], { kind: 'text', text: 'hi', destination: 'bob' }],
    [['-file=a.txt'], { kind: 'share', file: 'a.txt' }],
    [['-index=a.txt'], { kind: 'share', file: 'a.txt' }],
    [['-file=a', `-request=${HASH}`], { kind: 'download', file: 'a', hash: HASH, from: undefined }],
    [['-file=a', `-request=${HASH.toUpperCase()}`, '-dest=bob'], { kind: 'download', file: 'a', hash: HASH, from: 'bob' }],
    [['-keywords=a,b'], { kind: 'search', keywords: ['a', 'b'], budget: undefined }],
    [['-keywords=,a,,b*,'], { kind: 'search', keywords: ['a', 'b*'], budget: undefined }],
    [['-keywords=a', '-budget=7'], { kind: 'search', keywords: ['a'], budget: 7 }],
    [['-keywords=a', '-budget=0'], { kind: 'search', keywords: ['a'], budget: undefined }],
  ])('%j', (argv, expected) => {
    expect(order(...argv)).toEqual(expected);
  });

  test.each([
    [[]],
    [['-msg=']],
    [['-dest=bob']],
    [['-msg=hi', '-file=a']],
    [['-msg=hi', '-keywords=a']],
    [['-file=a', '-dest=bob']],
    [[`-request=${HASH}`]],
    [['-file=a', '-index=a']],
    [['-budget=3']],
    [['-keywords=a', '-file=b']],
  ])('%j is a bad combination', (argv) => {
    expect(order(...argv)).toBe(BAD_COMBINATION);
  });

  test.each(['12', `${HASH}00`, 'zz'.repeat(32)])('the hash %s is none', (hash) => {
    expect(order('-file=a', `-request=${hash}`)).toBe(BAD_HASH);
  });
});

describe('the client program', () => {
  test('says a bad combination as the course programs do, with status 1', async () => {
    const io = new FakeIo();
    expect(await main(['client', '-file=a', '-dest=b'], io)).toBe(1);
    expect(io.printed).toBe('ERROR (Bad argument combination)\n');
  });

  test('says a bad hash as the course programs do, with status 1', async () => {
    const io = new FakeIo();
    expect(await main(['client', '-file=a', '-request=xyz'], io)).toBe(1);
    expect(io.printed).toBe('ERROR (Unable to decode hex hash)\n');
  });

  test.each([['-UIPort=x'], ['-UIPort=0'], ['-keywords=a', '-budget=x'], ['-nonsense']])('refuses %j with status 2', async (...argv) => {
    const io = new FakeIo();
    expect(await main(['client', '-keywords=a', ...argv.filter((argument) => argument !== undefined)], io)).toBe(2);
    expect(io.complained).toMatch(/^peerster client: [^\n]+\n$/);
  });
});
