import type { Settings } from '../../core/settings.js';
import type { Onlooker } from '../relay/onlooker.js';
import type { SocketAddress } from '../relay/facade.js';
import type { Witness } from '../sight/witness.js';

/** Who looks at everything that goes through a relay, from the first datagram on. */
export interface Audience {
  readonly witnesses?: readonly Witness[];
  readonly onlookers?: readonly Onlooker[];
}

/** What an audience may ask of the nodes that it looks at, also of those to come. */
export interface Stage {
  nameOf(node: number): string;
  settingsOf(node: number): Settings;
  isSimple(node: number): boolean;
  /** ms since 1970 of a ms of the network's time. */
  wall(at: number): number;
  /** Where its gossip socket really is, or last was. */
  addressOf(node: number): SocketAddress | undefined;
}

/** Called before anything is sent. */
export type Seat = (stage: Stage) => Audience;
