import { readFile } from 'node:fs/promises';

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
