import { readFileSync } from 'node:fs';

/**
 * Datagrams that the kernel lost because a receive buffer was full, over all sockets of this machine since boot: RcvbufErrors
 * of /proc/net/snmp and /proc/net/snmp6. Undefined where the system has no such files.
 */
export function receiveBufferErrors(): number | undefined {
  const v4 = read('/proc/net/snmp');
  if (v4 === undefined) return undefined;
  return parseSnmp(v4) + parseSnmp6(read('/proc/net/snmp6') ?? '');
}

/** A line of names and a line of values, both beginning with `Udp:`. */
export function parseSnmp(text: string): number {
  const [names, values] = text
    .split('\n')
    .filter((line) => line.startsWith('Udp:'))
    .map((line) => line.trim().split(/\s+/));
  const column = names?.indexOf('RcvbufErrors') ?? -1;
  return column < 0 ? 0 : Number(values?.[column] ?? 0);
}

/** One name and value a line. */
export function parseSnmp6(text: string): number {
  return Number(/^Udp6RcvbufErrors\s+(\d+)/m.exec(text)?.[1] ?? 0);
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return undefined;
  }
}
