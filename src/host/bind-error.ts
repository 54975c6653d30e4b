import { PeersterError } from '../core/errors.js';
import { formatAddress } from './address.js';

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is in use by another program',
  EADDRNOTAVAIL: 'this machine has no such address',
  EACCES: 'the system does not allow it (ports below 1024 need a privilege)',
  EAFNOSUPPORT: 'this machine does not have that kind of address',
};

/** Why a socket cannot listen at an address: INVALID_ADDRESS with the system's code as the fact `system`. */
export function bindError(error: Error & { readonly code?: string }, at: { readonly host: string; readonly port: number }): PeersterError {
  const code = error.code ?? 'UNKNOWN';
  return new PeersterError('INVALID_ADDRESS', `cannot listen on ${formatAddress(at)}: ${REASONS[code] ?? error.message}`, {
    address: formatAddress(at),
    system: code,
  });
}
