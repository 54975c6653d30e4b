import type { Packet } from '../../core/packet.js';
import type { Sighting } from '../sight/witness.js';
import type { Sentence } from './sentences.js';

/** A datagram that shows something. */
export interface Exhibit {
  /** undefined: no node can read it. */
  readonly packet: Packet | undefined;
  readonly sighting: Sighting;
}

/** A sentence that a node has broken. Times are ms of the network's time. */
export interface Finding {
  readonly sentence: Sentence;
  /** Its number. */
  readonly node: number;
  readonly at: number;
  /** What it did, in words. */
  readonly what: string;
  readonly exhibits: readonly Exhibit[];
  /** How often it was seen. */
  times: number;
}

/** What was found of one sentence. */
export interface Tally {
  /** Times that it could have been broken and was not. */
  kept: number;
  readonly findings: Finding[];
}

/** Datagrams shown for one finding. */
const MOST_EXHIBITS = 8;

/** Takes down what is found: one finding for each sentence and node, the first. */
export class Court {
  private readonly tallies = new Map<Sentence, Tally>();

  kept(sentence: Sentence): void {
    this.of(sentence).kept++;
  }

  accuse(sentence: Sentence, node: number, at: number, what: string, exhibits: readonly Exhibit[]): void {
    const { findings } = this.of(sentence);
    const known = findings.find((finding) => finding.node === node);
    if (known === undefined) findings.push({ sentence, node, at, what, exhibits: exhibits.slice(-MOST_EXHIBITS), times: 1 });
    else known.times++;
  }

  /** In the order in which they were found. */
  get findings(): readonly Finding[] {
    return [...this.tallies.values()].flatMap(({ findings }) => findings).toSorted((a, b) => a.at - b.at);
  }

  /** The sentences that could have been broken, and how often each was not. */
  get judged(): readonly (readonly [Sentence, number])[] {
    return [...this.tallies].map(([sentence, { kept }]) => [sentence, kept] as const);
  }

  private of(sentence: Sentence): Tally {
    let tally = this.tallies.get(sentence);
    if (tally === undefined) this.tallies.set(sentence, (tally = { kept: 0, findings: [] }));
    return tally;
  }
}
