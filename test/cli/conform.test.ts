import { describe, expect, test } from 'vitest';
import { parseProfile, parseSentences } from '../../src/cli/conform/flags.js';
import { main } from '../../src/cli/main.js';
import { FakeIo } from './fake-io.js';

describe('peerster conform', () => {
  test.each([
    ['G5,M', ['G5', 'M']],
    [' g5 , o18', ['G5', 'O18']],
  ])('--only %s', (text, asked) => {
    expect(parseSentences(text)).toEqual(asked);
  });

  test.each(['12', 'Z1', 'G5;M', ''])('--only %j is refused', (text) => {
    expect(parseSentences(text)).toContain('is no sentence of docs/protocol.md');
  });

  test.each([
    ['10', { ack: 10_000, antiEntropy: 10_000 }],
    ['0.4', { ack: 400, antiEntropy: 400 }],
    ['anti-entropy=10', { ack: 1_000, antiEntropy: 10_000 }],
    ['ack=0.4,anti-entropy=0.6', { ack: 400, antiEntropy: 600 }],
  ])('--profile %s', (text, profile) => {
    expect(parseProfile(text)).toEqual(profile);
  });

  test.each(['0', 'fast', 'ack=', 'acknowledgement=1', 'ack=1;anti-entropy=2', '9999'])('--profile %j is refused', (text) => {
    expect(parseProfile(text)).toContain('is no profile');
  });

  test.each([
    [[], 'missing required argument'],
    [['--', './Peerster', '-name={nane}'], 'a command line has no hole {nane}; did you mean {name}?'],
    [['--client', "'", '--', './Peerster'], 'a quote has no end'],
    [['--only', 'G99', '--', './Peerster'], 'docs/protocol.md has no sentence G99'],
    [['--only', 'Y', '--', './Peerster'], 'is no sentence'],
    [['--jobs', '0', '--', './Peerster'], 'from 1 to 64'],
  ])('used wrongly, %j, it says in one line what is wrong', async (argv, complaint) => {
    const io = new FakeIo();
    expect(await main(['conform', ...argv], io)).toBe(2);
    expect(io.complained).toMatch(/^peerster conform: [^\n]+\n$/);
    expect(io.complained).toContain(complaint);
  });

  test('says of a node that does not start why nothing can be judged', async () => {
    const io = new FakeIo();
    const argv = ['conform', '--only', 'G5', '--client', 'nobody', '--', 'sh', '-c', 'echo no such interface; exit 3', '{ui}'];
    expect(await main(argv, io)).toBe(1);
    expect(io.complained).toBe('peerster conform: nothing could be judged: the node is gone: it ended with status 3: no such interface\n');
    expect(io.printed).toContain('0 kept, 0 broken, 1 not judged');
  });
});
