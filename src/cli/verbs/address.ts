import { InvalidArgumentError } from 'commander';
import { PeersterError } from '../../core/errors.js';
import { formatAddress, parseAddress } from '../../host/address.js';

/** The address of a UIPort: host:port, or a port of this machine. Throws commander's InvalidArgumentError. */
export function parseUiAddress(text: string): string {
  if (!/:|^\d+$/.test(text)) throw new InvalidArgumentError(`Write HOST:PORT, e.g. ${text || '127.0.0.1'}:10000.`);
  try {
    const address = parseAddress(text.replace(/^:?(?=\d+$)/, '127.0.0.1:'), 'bind');
    if (address.port > 0) return formatAddress(address);
  } catch (error) {
    if (error instanceof PeersterError) throw new InvalidArgumentError(`${error.message}.`);
    throw error;
  }
  throw new InvalidArgumentError('No node answers at port 0.');
}
