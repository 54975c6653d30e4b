import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';

/** A UDP port of 127.0.0.1 that is free now. Which one is left to the system, which gives none twice in a short time. */
export async function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}

const UDP = ['/proc/net/udp', '/proc/net/udp6'];
const TCP = ['/proc/net/tcp', '/proc/net/tcp6'];

/** Whether somebody has a socket at that port; undefined where the system does not tell. */
export async function isOpen(port: number, kind: 'udp' | 'any'): Promise<boolean | undefined> {
  const tables = await Promise.all(
    (kind === 'udp' ? UDP : [...UDP, ...TCP]).map((path) => readFile(path, 'latin1').catch(() => undefined)),
  );
  if (tables[0] === undefined) return undefined;
  const local = new RegExp(`^ *\\d+: [0-9A-F]+:${port.toString(16).toUpperCase().padStart(4, '0')} `, 'm');
  return tables.some((table) => table !== undefined && local.test(table));
}
