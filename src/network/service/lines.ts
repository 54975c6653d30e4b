import type { NodeEvent } from '../../core/events.js';
import { PeersterError } from '../../core/errors.js';
import { Lines, PRINTED_KINDS } from '../../logging/lines.js';
import type { ListLinesRequest, ListLinesResponse } from '../../gen/peerster/v1/network.js';
import type { Engine } from '../engine/engine.js';
import type { Hosted } from './hosted.js';
import { nodeNumber } from './selection.js';

/** Lines of a network, over all its nodes: a text of the longest makes one of 8 KiB. */
const MOST = 100_000;

/** What one node would have printed. */
interface Printed {
  readonly lines: Lines;
  /** Up to twice as many as are told, so that most additions move nothing. */
  kept: string[];
}

/** The last lines of the nodes of this process, which print nothing: made of their events, and only where somebody has asked for them. */
export class KeptLines {
  private readonly byNode = new Map<number, Printed>();
  private readonly stopTap: () => void;

  /** Lines kept of each node; 0: none. */
  private readonly count: number;

  /** `asked`: lines to keep of each node, fewer where the nodes are many. */
  constructor(
    private readonly engine: Engine,
    asked: number,
    most = MOST,
  ) {
    this.count = Math.min(asked, Math.floor(most / Math.max(1, engine.names.length)));
    const isAsked = this.count > 0 && engine.kind !== 'processes';
    this.stopTap = isAsked ? engine.tap({ event: (_at, ...event) => this.note(...event), wants: (kind) => PRINTED_KINDS.has(kind) }) : none;
  }

  /** Oldest first. Throws WRONG_STATE where none are kept. */
  of(node: number): readonly string[] {
    if (this.count === 0)
      throw new PeersterError(
        'WRONG_STATE',
        `no lines are kept of this network: create it with keep_lines, and no more than ${MOST} nodes`,
      );
    return this.byNode.get(node)?.kept.slice(-this.count) ?? [];
  }

  stop(): void {
    this.stopTap();
  }

  private note(node: number, event: NodeEvent): void {
    const printed = this.byNode.get(node) ?? this.begin(node);
    for (const line of printed.lines.of(event).split('\n')) if (line !== '') printed.kept.push(line);
    if (printed.kept.length > 2 * this.count) printed.kept = printed.kept.slice(-this.count);
  }

  private begin(node: number): Printed {
    const lines = new Lines(() => this.engine.control(node)?.query(({ neighbours }) => neighbours) ?? []);
    const printed = { lines, kept: [] };
    this.byNode.set(node, printed);
    return printed;
  }
}

/** The answer to ListLines. Throws UNKNOWN_NODE, WRONG_STATE. */
export async function listLines({ engine, lines }: Hosted, { node: name, limit }: ListLinesRequest): Promise<ListLinesResponse> {
  const node = nodeNumber(engine, name);
  const all = await (engine.printed(node) ?? lines.of(node));
  return { lines: limit === 0 ? [...all] : all.slice(-limit) };
}

function none(): void {}
