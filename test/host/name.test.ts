import { describe, expect, it } from 'vitest';
import { checkName } from '../../src/host/name.js';
import { refusalOf } from '../support/refusal.js';

describe('the name of a node', () => {
  it.each(['A', 'node-1', 'Zoë', '名前', 'two words', 'a,b', 'n'.repeat(255)])('may be %j', (name) => {
    expect(checkName(name)).toBe(name);
  });

  it.each([
    ['', 'empty'],
    [' A', 'blank'],
    ['A ', 'blank'],
    ['A\nB', 'control character or a line break'],
    ['A\u2028B', 'control character or a line break'],
    ['A\u0000', 'control character'],
    ['A\u0085', 'control character'],
    ['n'.repeat(256), '255 bytes'],
    ['ë'.repeat(128), '255 bytes'],
    ['\ud800', 'well-formed'],
  ])('may not be %j', (name, words) => {
    const { code, message } = refusalOf(() => checkName(name));
    expect(code).toBe('INVALID_NAME');
    expect(message).toContain(words);
    expect(message).not.toMatch(/[\p{Cc}\u2028]/u);
  });
});
