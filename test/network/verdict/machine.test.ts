import { describe, expect, test } from 'vitest';
import { unfitness } from '../../../src/network/verdict/machine/fitness.js';
import { MachineWatch } from '../../../src/network/verdict/machine/machine-watch.js';
import { cpuPressure, cpuTicks, udpSockets } from '../../../src/network/verdict/machine/proc.js';
import { SocketWatch } from '../../../src/network/verdict/machine/socket-watch.js';

const UDP = `   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
 2143: 0100007F:1389 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 55501 2 0000000000000000 7
 2144: 00000000:14E9 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 55502 2 0000000000000000 0
`;

describe('what the system says of itself', () => {
  test('drops of every UDP socket', () => {
    expect(udpSockets(UDP)).toEqual([
      { port: 5001, inode: '55501', drops: 7 },
      { port: 5353, inode: '55502', drops: 0 },
    ]);
    expect(udpSockets('')).toEqual([]);
  });

  test('ticks of the processors, with those that other machines took', () => {
    expect(cpuTicks('cpu  10 1 5 80 2 0 1 1 9 9\ncpu0 1 1 1 1 1 1 1 1 1 1\n')).toEqual({ total: 100, stolen: 1 });
    expect(cpuTicks('')).toBeUndefined();
  });

  test('the time for which somebody waited for a processor', () => {
    expect(cpuPressure('some avg10=1.00 avg60=0.50 avg300=0.10 total=12345\nfull avg10=0 avg60=0 avg300=0 total=9\n')).toBe(12_345);
    expect(cpuPressure('')).toBeUndefined();
  });
});

test('a socket counts for what it loses from the time on at which it is first looked at anew, and others not at all', () => {
  const socket = (port: number, inode: string, drops: number) => ({ port, inode, drops });
  let sockets = [socket(1, 'a', 0), socket(2, 'b', 0), socket(3, 'c', 50)];
  const owners = new Map([
    [1, { kind: 'relay' } as const],
    [2, { kind: 'node', node: 7 } as const],
  ]);
  const watch = new SocketWatch(
    (port) => owners.get(port),
    () => sockets,
  );
  watch.look();
  sockets = [socket(1, 'a', 2), socket(2, 'b', 4), socket(3, 'c', 60)];
  watch.look();
  sockets = [socket(1, 'a', 2), socket(2, 'd', 1)];
  watch.look();
  expect(watch.relay).toBe(2);
  expect([...watch.nodes]).toEqual([[7, 5]]);
});

test('a machine is unfit when it stood still, was slow, was taken away, or lost datagrams', () => {
  const fit = {
    cores: 2,
    late: { p99: 3, most: 40 },
    slowdown: { median: 1, p90: 3, before: 1 },
    pressure: 0.9,
    stolen: 0.01,
    drops: { relay: 0, nodes: {} },
  };
  expect(unfitness(fit, 1_000)).toEqual([]);
  expect(unfitness({ ...fit, late: { p99: 3, most: 260 } }, 1_000)).toEqual(['it stood still for 260 ms']);
  expect(unfitness({ ...fit, late: { p99: 3, most: 260 } }, 10_000)).toEqual([]);
  expect(unfitness({ ...fit, slowdown: { median: 9, p90: 30, before: 1 } }, 1_000)).toEqual(['work took 30.0 times as long as at best']);
  expect(unfitness({ ...fit, stolen: 0.2 }, 1_000)).toEqual(['other machines took 20 % of its processors']);
  expect(unfitness({ ...fit, drops: { relay: 2, nodes: { n1: 3 } } }, 1_000)).toEqual([
    'it lost 2 datagrams before they were carried on',
    'it lost 3 datagrams for n1, whose buffer was full',
  ]);
});

test('what is watched of this machine is told as numbers', () => {
  const watch = new MachineWatch();
  for (const late of [0, 5, 100]) watch.beat(late);
  const { cores, late, slowdown } = watch.report();
  expect(cores).toBeGreaterThan(0);
  expect(late).toEqual({ p99: 100, most: 100 });
  expect(slowdown.p90).toBeGreaterThanOrEqual(1);
});
