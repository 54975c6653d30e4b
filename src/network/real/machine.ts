import { readFileSync } from 'node:fs';
import { freemem } from 'node:os';

/** What a machine lends to a network on real sockets. */
export interface Machine {
  /** Sockets and files that a process may have open at a time; Infinity where the system does not say. */
  readonly descriptors: number;
  /** UDP ports that the system gives where any free one will do. */
  readonly ports: number;
  /** Bytes. */
  readonly memory: number;
}

/** Linux's, for where the system does not say. */
const USUAL_PORTS = '32768 60999';

export function thisMachine(): Machine {
  const [, limit] = /^Max open files +(\d+)/m.exec(read('/proc/self/limits')) ?? [];
  const [, first, last] = /^(\d+)\s+(\d+)/.exec(read('/proc/sys/net/ipv4/ip_local_port_range') || USUAL_PORTS) ?? [];
  return {
    descriptors: limit === undefined ? Number.POSITIVE_INFINITY : Number(limit),
    ports: Number(last) - Number(first) + 1,
    memory: freemem(),
  };
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
