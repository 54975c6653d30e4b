import { describe, expect, it } from 'vitest';
import { AddressBook } from '../../src/host/address-book.js';
import type { UdpPeer } from '../../src/host/udp-peer.js';

function bookOf(family: 4 | 6, held: readonly UdpPeer[] = []): AddressBook {
  return new AddressBook({ family, isSelf: (host, port) => host === '127.0.0.1' && port === 5000, held: () => held });
}

/** `count` addresses that nobody has seen before. */
function flood(book: AddressBook, count: number): void {
  for (let i = 0; i < count; i++) book.intern(`10.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}`, 1024 + (i % 50_000));
}

describe('the address book', () => {
  it('gives one object per address', () => {
    const book = bookOf(4);
    const peer = book.intern('127.0.0.1', 5001);
    expect(book.intern(['127', '0', '0', '1'].join('.'), 5001)).toBe(peer);
    expect(book.intern('127.0.0.1', 5002)).not.toBe(peer);
    expect(book.intern('127.0.0.2', 5001)).not.toBe(peer);
  });

  it('takes every spelling of an IPv6 address for the same', () => {
    const book = bookOf(6);
    expect(book.intern('0:0:0:0:0:0:0:1', 5001)).toBe(book.intern('::1', 5001));
  });

  it('takes an IPv4 address mapped into IPv6 for the IPv4 address, and sends to it as the socket needs', () => {
    const book = bookOf(6);
    const peer = book.intern('::ffff:127.0.0.1', 5001);
    expect(book.intern('127.0.0.1', 5001)).toBe(peer);
    expect(peer.host).toBe('127.0.0.1');
    expect(peer.target).toBe('::ffff:127.0.0.1');
    expect(bookOf(4).intern('127.0.0.1', 5001).target).toBe('127.0.0.1');
  });

  it('knows the node itself', () => {
    expect(bookOf(4).intern('127.0.0.1', 5000).isSelf).toBe(true);
    expect(bookOf(4).intern('127.0.0.1', 5001).isSelf).toBe(false);
  });

  it('stays bounded under invented source addresses', () => {
    const book = bookOf(4);
    flood(book, 100_000);
    expect(book.size).toBeLessThanOrEqual(2 * 4_096);
  });

  it('keeps the peers that are held what they are under invented source addresses', () => {
    const held: UdpPeer[] = [];
    const book = bookOf(4, held);
    const peer = book.intern('127.0.0.1', 5001);
    held.push(peer);
    flood(book, 100_000);
    expect(book.intern('127.0.0.1', 5001)).toBe(peer);
  });

  it('keeps a peer that goes on being heard between new ones', () => {
    const book = bookOf(4);
    const peer = book.intern('127.0.0.1', 5001);
    const others: UdpPeer[] = [];
    for (let i = 0; i < 50_000; i++) {
      book.intern(`10.${i >> 8}.0.${i & 255}`, 1024 + i);
      if (i % 1_000 === 0) others.push(book.intern('127.0.0.1', 5001));
    }
    expect(others.every((other) => other === peer)).toBe(true);
  });
});
