import type { Packet } from '../core/packet.js';
import type { Stage } from './stage/stage.js';

/** A sentence of docs/protocol.md by its number, as `G5`. */
export type Sentence = `${string}${number}`;

/** What a check needs of the node. */
export interface Wish {
  /** Peers that the node is told of; default 3. The stage has them, and others that the node is not told of. */
  readonly configured?: number;
  /** The node is started in simple mode. */
  readonly simple?: boolean;
  /** Seconds between its route rumors. */
  readonly rtimer?: number;
  /** Its own address is among the peers that it is told of. */
  readonly ownAddress?: boolean;
  /** Bytes are sent that no node writes: what the node relays is not looked at for its form. */
  readonly odd?: boolean;
}

/** One play with one node, which judges some sentences. */
export interface Check {
  /** What is to be seen of each sentence, in words. */
  readonly claims: Readonly<Record<Sentence, string>>;
  readonly wish?: Wish;
  /**
   * Ends when the node has kept all that is claimed. Throws Broken at the first sentence that it has not, and NotJudged where the play
   * cannot go on for another reason.
   */
  play(stage: Stage): Promise<void>;
}

/** What a node that keeps a sentence does: in words, and the packet that it sends where there is one. */
export type Expected = string | readonly [words: string, packet: Packet];

/** The node did something else than a sentence says. */
export class Broken extends Error {
  /** In words. */
  readonly expected: string;
  /** As a course node writes it. */
  readonly packet: Packet | undefined;

  constructor(
    readonly sentence: Sentence,
    expected: Expected,
    /** What this node did, where datagrams and lines do not tell it. */
    readonly seen?: string,
  ) {
    const [words, packet] = typeof expected === 'string' ? [expected] : expected;
    super(`${sentence}: expected ${words}`);
    this.expected = words;
    this.packet = packet;
  }
}

/** The same where something did not come in time, or came too early: on a machine that is too busy it says nothing of the node. */
export class Untimely extends Broken {
  constructor(
    sentence: Sentence,
    expected: Expected,
    /** Ms in which it should have come, or in which it should not. */
    readonly window: number,
    seen?: string,
  ) {
    super(sentence, expected, seen);
  }
}

/** Whether the node keeps a sentence cannot be seen; the message says why. */
export class NotJudged extends Error {}
