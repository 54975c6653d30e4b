import { assert, integer, ipV4, ipV6, oneof, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PeersterError } from '../../src/core/errors.js';
import { canonicalHost, formatAddress, parseAddress, parsePeerList } from '../../src/host/address.js';
import { refusalOf } from '../support/refusal.js';

describe('an address', () => {
  it.each([
    ['127.0.0.1:5000', '127.0.0.1', 5000, 4],
    ['[::1]:5000', '::1', 5000, 6],
    ['[0:0::0:01]:65535', '::1', 65_535, 6],
    ['[FE80::1%eth0]:1', 'fe80::1%eth0', 1, 6],
    ['node-a.example:80', 'node-a.example', 80, 0],
    ['localhost:5000', 'localhost', 5000, 0],
    ['peer_1:5000', 'peer_1', 5000, 0],
    ['example.org.:5000', 'example.org.', 5000, 0],
  ])('%s is read', (text, host, port, family) => {
    expect(parseAddress(text, 'peer')).toEqual({ host, port, family });
  });

  it.each([
    ['', 'it is empty'],
    ['5000', 'bare port; write 127.0.0.1:5000'],
    ['127.0.0.1', 'the port is missing; write 127.0.0.1:5000'],
    ['127.0.0.1:', 'the port is missing'],
    [':5000', 'write 127.0.0.1:5000, or 0.0.0.0:5000'],
    ['127.0.0.1:0', 'nothing can be sent to port 0'],
    ['127.0.0.1:65536', 'ports end at 65535'],
    ['127.0.0.1:-1', 'is not a port'],
    ['127.0.0.1:5e3', 'is not a port'],
    ['127.0.0.1: 5000', 'blanks'],
    ['127.0.0.1:5000\n', 'blanks or control characters'],
    ['300.1.2.3:5000', 'not an IPv4 address'],
    ['1.2.3:5000', 'not an IPv4 address'],
    ['::1:5000', 'brackets'],
    ['[::1]', 'the port is missing; write [::1]:5000'],
    ['[::1:5000', 'no IPv6 address between'],
    ['[127.0.0.1]:5000', 'no IPv6 address between'],
    ['-a.example:5000', 'neither an IP address nor a host name'],
    ['a..b:5000', 'neither an IP address nor a host name'],
    ['http://a:5000', 'brackets'],
    ['a/b:5000', 'neither an IP address nor a host name'],
    ['0.0.0.0:5000', 'every interface'],
    ['[::]:5000', 'every interface'],
    ['224.0.0.1:5000', 'group or broadcast'],
    ['255.255.255.255:5000', 'group or broadcast'],
    ['[ff02::1]:5000', 'group or broadcast'],
  ])('%j is refused with words that help', (text, words) => {
    const { code, message } = refusalOf(() => parseAddress(text, 'peer'));
    expect(code).toBe('INVALID_ADDRESS');
    expect(message).toContain(words);
    expect(message).not.toMatch(/\p{Cc}/u);
  });

  it('may have port 0 and every interface where it is bound to', () => {
    expect(parseAddress('0.0.0.0:0', 'bind')).toEqual({ host: '0.0.0.0', port: 0, family: 4 });
    expect(parseAddress('[::]:0', 'bind')).toEqual({ host: '::', port: 0, family: 6 });
  });

  it('is the same after formatting and parsing', () => {
    assert(
      property(oneof(ipV4(), ipV6()), integer({ min: 0, max: 65_535 }), (host, port) => {
        const once = parseAddress(formatAddress({ host, port }), 'bind');
        expect(parseAddress(formatAddress(once), 'bind')).toEqual(once);
      }),
    );
  });

  it('in any text is read or refused as INVALID_ADDRESS, nothing else', () => {
    const outcome = (text: string): string => {
      try {
        return typeof parseAddress(text, 'peer').port;
      } catch (error) {
        return (error as PeersterError).code;
      }
    };
    assert(property(string(), (text) => ['number', 'INVALID_ADDRESS'].includes(outcome(text))));
  });
});

describe('a list of peers', () => {
  it('is split at commas, and empty items are ignored', () => {
    expect(parsePeerList('127.0.0.1:1, [::1]:2,,').map(formatAddress)).toEqual(['127.0.0.1:1', '[::1]:2']);
    expect(parsePeerList('')).toEqual([]);
  });
});

describe('the canonical form of a host', () => {
  it.each([
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['::ffff:a00:1', '10.0.0.1'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['10.0.0.1', '10.0.0.1'],
    ['fe80::1%eth0', 'fe80::1%eth0'],
  ])('of %s is %s', (host, canonical) => {
    expect(canonicalHost(host)).toBe(canonical);
  });
});
