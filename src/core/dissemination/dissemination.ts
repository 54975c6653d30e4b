import type { Context, Peer } from '../context.js';
import type { Rumor, Status } from '../packet.js';
import type { Peers } from '../peers.js';
import type { Rumors } from '../rumors/rumors.js';
import type { Vector } from '../rumors/vector.js';
import type { Settings } from '../settings.js';

/** What a rule of dissemination is built from. */
export interface Parts {
  readonly context: Context;
  readonly settings: Settings;
  readonly peers: Peers;
  readonly rumors: Rumors;
  readonly vector: Vector;
}

/**
 * How rumors spread: the rule that decides who is told what, and when. A node calls these in the step in which the thing happens;
 * the rule answers through the outbox.
 */
export interface Dissemination {
  /** A rumor was issued here. */
  onOwn(rumor: Rumor): void;
  /** A rumor came that was not known; `from` delivered it. */
  onNew(rumor: Rumor, from: Peer): void;
  /** A text came under the id of a route rumor. No vector shows who lacks it: all who hold the route rumor count the id as had. */
  onReplaced(rumor: Rumor, from: Peer): void;
  /** A rumor came that is known, held for later or refused: nothing to spread, but the sender waits for a sign. */
  onKnown(rumor: Rumor, from: Peer): void;
  /** A vector came. */
  onStatus(status: Status, from: Peer): void;
  /** A peer was removed: forget what is under way to it. */
  onRemoved(peer: Peer): void;
  /** The turn is over: answer what came in it. */
  endTurn(): void;
  /** Called about once a second: let go of what has not been needed for long. */
  tidy(): void;
  /** See `Node.touch`; only where it is worth it. */
  touch?(): number;
  /** A configured peer that does not answer: anti-entropy tells it too, so that it is brought up to date soon after it is back. */
  missed(): Peer | undefined;
}
