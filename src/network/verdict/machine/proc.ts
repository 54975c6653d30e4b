import { readFileSync } from 'node:fs';

/** A UDP socket of this machine, as /proc/net/udp has it. */
export interface SocketDrops {
  readonly port: number;
  /** Of the socket: a port may be used again. */
  readonly inode: string;
  /** Datagrams lost because its buffer was full. */
  readonly drops: number;
}

/** What the processors did since boot, in ticks. */
export interface CpuTicks {
  readonly total: number;
  /** Taken by other machines on the same hardware. */
  readonly stolen: number;
}

/** Every IPv4 UDP socket. Empty where the system does not say. */
export function udpSockets(text = read('/proc/net/udp')): SocketDrops[] {
  return text.split('\n').flatMap((line) => {
    const columns = line.trim().split(/\s+/);
    const port = /:([0-9A-F]{4})$/.exec(columns[1] ?? '')?.[1];
    if (port === undefined || columns.length < 13) return [];
    return [{ port: Number.parseInt(port, 16), inode: columns[9] as string, drops: Number(columns[12]) }];
  });
}

/** Undefined where the system does not say. */
export function cpuTicks(text = read('/proc/stat')): CpuTicks | undefined {
  const line = /^cpu\s+(.*)$/m.exec(text)?.[1];
  if (line === undefined) return undefined;
  // user nice system idle iowait irq softirq steal; what follows is counted in user and nice already.
  const ticks = line.trim().split(/\s+/).slice(0, 8).map(Number);
  return { total: ticks.reduce((sum, each) => sum + each, 0), stolen: ticks[7] ?? 0 };
}

/** The µs since boot for which some task waited for a processor. Undefined where the system does not say. */
export function cpuPressure(text = read('/proc/pressure/cpu')): number | undefined {
  const total = /^some .*total=(\d+)/m.exec(text)?.[1];
  return total === undefined ? undefined : Number(total);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
