import type { Packet } from '../../core/packet.js';
import type { Bundle } from '../../wire/codec.js';
import type { Sentence } from '../check.js';

/** What is looked at in every packet of a node: the peers that play to it announce nothing. */
export const EXTENSION_HABITS: Readonly<Record<Sentence, string>> = {
  X3: 'sends extensions only to a peer that has announced that it reads them',
};

export function extensionFault(packet: Packet | Bundle): readonly [Sentence, string] | undefined {
  const isExtension = packet.kind === 'bundle' || (packet.kind === 'status' && packet.scope.kind !== 'all');
  return isExtension ? ['X3', 'no bundle, list or range to a peer that announces nothing'] : undefined;
}
