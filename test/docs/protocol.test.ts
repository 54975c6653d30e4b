import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BOUNDS } from '../../src/core/bounds.js';
import { DROP_REASONS } from '../../src/core/events.js';
import { DEFAULT_SETTINGS } from '../../src/core/settings.js';

const text = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8');
const sentences = [...text.matchAll(/^- \*\*([A-Z])(\d+)\.\*\*/gm)].map(([, section, number]) => `${section}${number}`);
const headings = [...text.matchAll(/^## ([A-Z])\. (.*)$/gm)];

describe('docs/protocol.md', () => {
  it('numbers the sentences of each section from 1 without a gap', () => {
    const counts = new Map<string, number>();
    for (const sentence of sentences) {
      const section = sentence.charAt(0);
      counts.set(section, (counts.get(section) ?? 0) + 1);
      expect(sentence).toBe(`${section}${counts.get(section)}`);
    }
    expect([...counts.keys()]).toEqual(headings.map(([, letter]) => letter));
  });

  it('cites only sentences and sections that there are', () => {
    const cited = [...text.matchAll(/\b([A-Z]\d+)\b(?!\.\*\*)/g)].map(([, sentence]) => sentence as string);
    expect(cited.filter((sentence) => !sentences.includes(sentence))).toEqual([]);
    const links = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor as string);
    expect(links.toSorted()).toEqual(headings.map(([, letter, title]) => anchorOf(`${letter} ${title}`)).toSorted());
  });

  it('tells every reason why a datagram is dropped', () => {
    const told = [...text.matchAll(/^- \*\*E\d+\.\*\* `([a-z-]+)`/gm)].map(([, reason]) => reason as string);
    expect(told.toSorted()).toEqual([...DROP_REASONS].toSorted());
  });

  it('states the bounds of the core', () => {
    for (const name of [
      'datagramBytes',
      'nameBytes',
      'textBytes',
      'origins',
      'heldRumors',
      'heldAhead',
      'learntPeers',
      'privateIds',
      'fileBytes',
      'keywordBytes',
    ] as const)
      expect(text).toContain(BOUNDS[name].toLocaleString('en-US'));
    expect(BOUNDS.lastId).toBe(2 ** 32 - 2);
  });

  it('states the defaults of the settings', () => {
    const is = DEFAULT_SETTINGS;
    const big = (value: number) => value.toLocaleString('en-US');
    const stated: readonly (readonly [string, string])[] = [
      ['X4', `up to ${big(is.bundleBytes)} bytes`],
      ['X5', `this program: ${is.ackDelay} ms`],
      ['X7', `larger than ${big(is.statusPartBytes)} bytes`],
      ['P4', `for ${is.silentPeriods} periods`],
      ['G7', `within ${is.ackTimeout / 1_000} s`],
      ['G15', `at least ${is.statusAnswerEvery} ms apart`],
      ['L2', `At most ${is.window} rumors`],
      ['L2', `(${is.bundleWindow} to a peer with ability bit 1)`],
      ['L4', `at least ${is.retransmitMin} ms and ${is.retransmitStart} ms before anything was measured`],
      ['L7', `this program: ${is.catchUpRate} on all of them`],
      ['A1', `The period is ${is.antiEntropy / 1_000} s`],
      ['I5', `or ${is.settleTime} ms`],
      [
        'F5',
        `at least ${is.dataRetryMin} ms, ${is.dataRetryStart} ms before anything was measured and at most ${is.dataRetryMax / 1_000} s`,
      ],
      ['F5', `for ${is.dataPatience / 1_000} s`],
      ['F11', `up to ${is.dataWindow} while`],
      [
        'Q4',
        `starts with ${is.searchFirst} and repeats every second with twice as much, up to ${is.searchMost}, until there are ${is.searchMatches} full`,
      ],
      ['Q6', `within ${is.searchWindow / 1_000} s`],
      ['Q12', `at ${big(is.searchReplyBytes)} bytes`],
      ['Q15', `over ${is.searchPatience / 1_000} s after`],
      ['Q16', `at most ${is.searchRate} requests per second`],
      ['M2', `hop limit ${is.hopLimit}`],
    ];
    expect(stated.filter(([number, words]) => !sentence(number).includes(words))).toEqual([]);
    expect([is.coin, is.fanOut, is.antiEntropyJitter]).toEqual([0.5, 1, 0.1]); // a fair coin, one peer, up to a tenth
  });
});

/** One numbered sentence, on one line. */
function sentence(number: string): string {
  const [, words = ''] = new RegExp(`^- \\*\\*${number}\\.\\*\\* ((?:.|\\n(?=  ))*)`, 'm').exec(text) ?? [];
  return words.replaceAll(/\s+/g, ' ');
}

function anchorOf(heading: string): string {
  return heading.toLowerCase().replaceAll(' ', '-');
}
