import type { Entry, EntryKind } from '../core/log/log.js';
import { formatAddress } from '../host/address.js';

/** An accepted message. */
export interface Message {
  /** Its place in the log, from 0. */
  readonly position: number;
  readonly kind: EntryKind;
  /** Name of the node that published it. */
  readonly origin: string;
  /** From 1; 0 in simple mode and for a private message. */
  readonly id: number;
  readonly text: string;
  /** Whom a private message is for; undefined for one that is for everybody. */
  readonly destination: string | undefined;
  /** `ip:port` of the peer that delivered it first; undefined when it was published here. */
  readonly relay: string | undefined;
  /** When this node accepted it. */
  readonly time: Date;
}

export function toMessage(entry: Entry, position: number, wallTime: (at: number) => number): Message {
  const { kind, origin, id, text, destination, relay } = entry;
  const time = new Date(wallTime(entry.at));
  return { position, kind, origin, id, text, destination, relay: relay === undefined ? undefined : formatAddress(relay), time };
}
