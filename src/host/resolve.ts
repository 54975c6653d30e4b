import { lookup } from 'node:dns/promises';
import { type Address, formatAddress, invalid, isUnspecified } from './address.js';

/**
 * The numeric host of an address, of a kind that a socket bound to `bound` can reach. Throws INVALID_ADDRESS if a name has none
 * or if the kinds do not match.
 */
export async function numericHost(address: Address, bound: Address): Promise<string> {
  if (address.family !== 0) return checkKind(address, bound);
  // A socket bound to :: sends to IPv4 as well, in the mapped form.
  const family = bound.family === 4 ? 4 : isUnspecified(bound.host) ? 0 : 6;
  try {
    return (await lookup(address.host, { family })).address;
  } catch (error) {
    const why = (error as { code?: string }).code ?? String(error);
    throw invalid(formatAddress(address), `the name ${address.host} cannot be resolved (${why})`);
  }
}

function checkKind(address: Address, bound: Address): string {
  const mapped = address.host.startsWith('::ffff:');
  const reachable = bound.family === 4 ? address.family === 4 || mapped : (address.family === 6 && !mapped) || isUnspecified(bound.host);
  if (reachable) return address.host;
  const kind = bound.family === 4 ? 'IPv4' : 'IPv6';
  throw invalid(formatAddress(address), `this node gossips over ${kind} only (${formatAddress(bound)})`);
}
