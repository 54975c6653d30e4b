import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseSnmp, parseSnmp6, receiveBufferErrors } from '../../src/host/drops.js';

describe('datagrams lost in receive buffers', () => {
  it('are read from the column that the kernel names', () => {
    const text =
      'Ip: Forwarding RcvbufErrors\nIp: 1 99\nUdp: InDatagrams NoPorts RcvbufErrors SndbufErrors\nUdp: 10 2 37 4\nUdpLite: RcvbufErrors\nUdpLite: 5\n';
    expect(parseSnmp(text)).toBe(37);
    expect(parseSnmp6('Udp6InErrors   \t1\nUdp6RcvbufErrors                \t12\n')).toBe(12);
  });

  it('are none where the kernel does not name them', () => {
    expect(parseSnmp('Udp: InDatagrams\nUdp: 10\n')).toBe(0);
    expect(parseSnmp('')).toBe(0);
    expect(parseSnmp6('')).toBe(0);
  });

  it('are told where there is /proc/net/snmp, and only there', () => {
    expect(receiveBufferErrors() !== undefined).toBe(existsSync('/proc/net/snmp'));
  });
});
