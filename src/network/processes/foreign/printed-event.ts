import type { NodeEvent } from '../../../core/events.js';
import type { Peer } from '../../../core/context.js';
import { rumor } from '../../../core/packet.js';
import { parseAddress } from '../../../host/address.js';
import type { Printed } from '../../../logging/read/printed.js';

/** What no datagram shows and a node prints, as an event of its trace. Which rumor the coin was about is not printed. */
export function eventOf(printed: Printed): NodeEvent | undefined {
  switch (printed.kind) {
    case 'coin': {
      const to = peerOf(printed.to);
      return to && { kind: 'coin', heads: true, rumor: rumor('', 0, ''), to };
    }
    case 'in-sync': {
      const peer = peerOf(printed.with);
      return peer && { kind: 'in-sync', with: peer };
    }
    case 'downloading':
      return { ...printed, metahash: '' };
    case 'reconstructed':
      return { ...printed, metahash: '' };
    case 'search-finished':
      return { kind: 'search-finished', search: 0 };
    case 'client':
    case 'simple':
    case 'rumor':
    case 'status':
    case 'peers':
    case 'mongering':
    case 'route':
    case 'private':
    case 'found':
      return undefined;
  }
}

/** A node may print what is no address. */
export function peerOf(address: string): Peer | undefined {
  try {
    const { host, port } = parseAddress(address, 'peer');
    return { host, port };
  } catch {
    return undefined;
  }
}
