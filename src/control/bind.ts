import { once } from 'node:events';
import { createServer, isIP } from 'node:net';
import { PeersterError } from '../core/errors.js';

export interface BindOptions {
  /** An address of this machine, or `localhost`. */
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Allows an address that others can reach; the API has neither encryption nor passwords. */
  readonly insecure: boolean;
  /** How the user knows the port; a node's unless told otherwise. */
  readonly words?: PortWords;
}

/** The port, and the flags that change it, as the user knows them. */
export interface PortWords {
  readonly port: string;
  readonly portFlag: string;
  readonly insecureFlag: string;
}

const UI_PORT: PortWords = { port: 'UIPort', portFlag: '-UIPort', insecureFlag: '-insecure' };

/** The address to bind to, in its plain form. Throws INVALID_ADDRESS for one that others can reach, unless that is allowed. */
export function bindHost({ host, insecure, words: { port, insecureFlag } = UI_PORT }: Omit<BindOptions, 'port'>): string {
  const plain = host === 'localhost' ? '127.0.0.1' : host.replace(/^\[(.*)\]$/, '$1');
  if (insecure || isLoopback(plain)) return plain;
  throw new PeersterError(
    'INVALID_ADDRESS',
    `the ${port} would be open to others on ${host}: anybody could send and shut down without a password. Add ${insecureFlag} if you mean it`,
  );
}

function isLoopback(host: string): boolean {
  return (isIP(host) === 4 && host.startsWith('127.')) || host === '::1';
}

/** `host:port`, an IPv6 host in brackets. */
export function joinAddress(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/**
 * Throws INVALID_ADDRESS where the address cannot be bound. Asked before the gRPC server binds, because that one tells a busy port
 * by a line of its own on standard error and an error without the cause.
 */
export async function checkBindable({ port, words = UI_PORT }: BindOptions, host: string): Promise<void> {
  const probe = createServer();
  try {
    probe.listen({ host, port, exclusive: true });
    await once(probe, 'listening');
  } catch (error) {
    throw new PeersterError('INVALID_ADDRESS', `cannot serve the ${words.port} on ${joinAddress(host, port)}: ${reasonOf(error, words)}`);
  }
  probe.close();
  await once(probe, 'close');
}

function reasonOf(error: unknown, { portFlag }: PortWords): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return `the port is in use; choose another with ${portFlag}, or 0 for any free one`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return 'this machine has no such address';
  if (code === 'EACCES') return 'the system does not allow this port; choose one above 1023';
  return message;
}
