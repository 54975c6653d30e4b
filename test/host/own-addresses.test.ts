import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../src/host/address.js';
import { OwnAddresses, outwardHost } from '../../src/host/own-addresses.js';

const at = (text: string) => parseAddress(text, 'bind');

describe('the own addresses of a node', () => {
  it('bound to one address are that one and the advertised one', () => {
    const own = new OwnAddresses(at('127.0.0.1:5000'), at('203.0.113.9:6000'));
    expect(own.has('127.0.0.1', 5000)).toBe(true);
    expect(own.has('203.0.113.9', 6000)).toBe(true);
    expect(own.has('203.0.113.9', 5000)).toBe(false);
    expect(own.has('127.0.0.1', 6000)).toBe(false);
    expect(own.has('127.0.0.2', 5000)).toBe(false);
  });

  it('bound to every interface are those of all interfaces with its port', () => {
    const own = new OwnAddresses(at('0.0.0.0:5000'), at('203.0.113.9:5000'));
    const local = Object.values(networkInterfaces()).flatMap((list) => (list ?? []).filter((entry) => entry.family === 'IPv4'));
    for (const { address } of local) expect(own.has(address, 5000)).toBe(true);
    for (const { address } of local) expect(own.has(address, 5001)).toBe(false);
    expect(own.has('127.9.9.9', 5000)).toBe(true);
    expect(own.has('198.51.100.1', 5000)).toBe(false);
  });

  it('have one that others can use', () => {
    const all = Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map((entry) => entry.address));
    expect(all).toContain(outwardHost(4));
  });
});
