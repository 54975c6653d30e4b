import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeFlags, type Flag, HelpWanted, parseFlags, UsageError, variableOf, wholeNumber } from '../../src/cli/go-flags.js';

const FLAGS: readonly Flag[] = [
  { name: 'UIPort', kind: 'text', value: 'PORT', fallback: '10000', about: 'a port' },
  { name: 'dest', aliases: ['Dest'], kind: 'text', value: 'NAME', about: 'a name' },
  { name: 'simple', kind: 'switch', about: 'a mode' },
  { name: 'log-level', kind: 'text', value: 'LEVEL', about: 'a level' },
  { name: 'set', kind: 'list', value: 'A=1', about: 'constants' },
];

const parse = (argv: readonly string[], env: Record<string, string> = {}) => parseFlags(FLAGS, argv, env);

describe('flags in the manner of Go', () => {
  test.each([['-UIPort=7'], ['--UIPort=7'], ['-UIPort', '7'], ['--UIPort', '7']])('%s %s gives the value', (...argv) => {
    expect(parse(argv.filter((argument) => argument !== undefined)).text('UIPort')).toBe('7');
  });

  test('any value survives both ways of writing it', () => {
    assert(
      property(string(), (value) => {
        expect(parse([`-dest=${value}`]).text('dest')).toBe(value);
        expect(parse(['-dest', value]).text('dest')).toBe(value);
      }),
    );
  });

  test('a flag that is not given has its default, or nothing', () => {
    const values = parse([]);
    expect([values.text('UIPort'), values.text('dest'), values.on('simple'), values.list('set')]).toEqual(['10000', undefined, false, []]);
  });

  test.each([
    [['-simple'], true],
    [['-simple=true'], true],
    [['-simple=1'], true],
    [['-simple=false'], false],
    [['-simple=F'], false],
    [['-simple', '-dest=x'], true],
  ])('the switch %j is %j', (argv, on) => {
    expect(parse(argv).on('simple')).toBe(on);
  });

  test('another spelling of a flag is the same flag, and the last one given wins', () => {
    expect(parse(['-Dest=a', '-dest=b']).text('dest')).toBe('b');
  });

  test('a list keeps everything given', () => {
    expect(parse(['-set=a=1', '-set', 'b=2']).list('set')).toEqual(['a=1', 'b=2']);
  });

  test('what the arguments do not say comes from the environment', () => {
    const env = { PEERSTER_UIPORT: '8', PEERSTER_LOG_LEVEL: 'debug', PEERSTER_SIMPLE: 'true', PEERSTER_SET: 'a=1' };
    expect(parse([], env).text('UIPort')).toBe('8');
    expect(parse(['-UIPort=9'], env).text('UIPort')).toBe('9');
    expect(parse([], env).text('log-level')).toBe('debug');
    expect(parse([], env).on('simple')).toBe(true);
    expect(parse(['-simple=false'], env).on('simple')).toBe(false);
    expect(parse(['-set=b=2'], env).list('set')).toEqual(['b=2']);
  });

  test.each([
    [['-nonsense=1'], /no flag -nonsense/],
    [['-uiport=1'], /did you mean -UIPort\?/],
    [['-simple', 'true'], /"true" is not a flag/],
    [['-UIPort'], /-UIPort needs a value: -UIPort=PORT/],
    [['-simple=maybe'], /-simple is "maybe"; it must be true or false/],
    [['-'], /is not a flag/],
    [['---x=1'], /is not a flag/],
  ])('%j is refused in one line', (argv, message) => {
    expect(() => parse(argv)).toThrow(UsageError);
    expect(() => parse(argv)).toThrow(message);
  });

  test.each([['-h'], ['-help'], ['--help']])('%s asks for help, but not as the value of another flag', (argument) => {
    expect(() => parse([argument])).toThrow(HelpWanted);
    expect(parse(['-dest', argument]).text('dest')).toBe(argument);
  });

  test('the help lists every flag with its environment variable and its default', () => {
    const help = describeFlags(FLAGS);
    for (const flag of FLAGS) expect(help).toContain(`[${variableOf(flag)}]`);
    expect(help).toContain('-dest=NAME, -Dest=NAME');
    expect(help).toContain('a port (default 10000)');
  });

  test.each(['', '-1', '1.5', '0x10', '65536', 'ten', '1e3'])('"%s" is no port', (text) => {
    expect(() => wholeNumber('-UIPort', text, 1, 65_535)).toThrow(/must be a whole number from 1 to 65535/);
  });
});
