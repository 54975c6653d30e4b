import { describe, expect, test } from 'vitest';
import { Template } from '../../../src/network/templates/template.js';
import { wordsOf } from '../../../src/network/templates/words.js';

const HOLES = ['ui', 'name', 'peers', 'text'];

describe('a command line with holes', () => {
  test('is filled', () => {
    const template = Template.parse('./Peerster -UIPort={ui} -name={name} -peers={peers}', HOLES);
    expect(template.filledWith({ ui: '10000', name: 'A', peers: '' })).toEqual(['./Peerster', '-UIPort=10000', '-name=A', '-peers=']);
  });

  test('may be given as words, which are not split again', () => {
    expect(Template.parse(['a b', '{name} {ui}'], HOLES).filledWith({ name: 'c d', ui: '1' })).toEqual(['a b', 'c d 1']);
  });

  test('leaves out what there is nothing for, with the flag before it', () => {
    const template = Template.parse('client -UIPort {ui} -msg {text} -dest={name} -v', HOLES);
    expect(template.filledWith({ ui: '1' })).toEqual(['client', '-UIPort', '1', '-v']);
  });

  test('keeps braces that came with a filling', () => {
    expect(Template.parse('a {text}', HOLES).filledWith({ text: '{ui} $&' })).toEqual(['a', '{ui} $&']);
  });

  test('refuses a hole that nobody fills, and says which one was meant', () => {
    expect(() => Template.parse('a {nane}', HOLES)).toThrow('a command line has no hole {nane}; did you mean {name}?');
    expect(() => Template.parse('a {zzzzzzz}', HOLES)).toThrow('there are {ui}, {name}, {peers}, {text}');
  });

  test('has at least one word', () => {
    expect(() => Template.parse('  ', HOLES)).toThrow('at least the name of a program');
  });

  test('tells its holes and takes more words', () => {
    const template = Template.parse('a {ui}', HOLES).with('-simple');
    expect(template.has('ui')).toBe(true);
    expect(template.has('name')).toBe(false);
    expect(template.filledWith({ ui: '7' })).toEqual(['a', '7', '-simple']);
  });
});

describe('words', () => {
  test.each([
    [' a  b ', ['a', 'b']],
    [`'a b' "c \\" d" e\\ f`, ['a b', 'c " d', 'e f']],
    [`-x='a'b"c"`, ['-x=abc']],
    [`'' ""`, ['', '']],
    ['', []],
  ])('%j', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  test.each([`a 'b`, 'a "b', 'a\\'])('%j ends in the middle', (text) => {
    expect(() => wordsOf(text)).toThrow('a quote has no end');
  });
});
