import type { Want } from '../../core/packet.js';
import { parseEntries, parseLine } from './grammar.js';
import type { Printed } from './printed.js';

/** UTF-16 units of a line. The longest that a node has to print is a Status of a whole datagram; of what is longer no line is made. */
const LONGEST = 512 * 1_024;

/** Entries of one Status; a datagram holds fewer. */
const MOST_ENTRIES = 16_384;

/**
 * Reads what a node writes as it comes, and tells what its lines say: the inverse of `Lines`, for nodes that print the same with other
 * things around it. Time stamps and levels before a line, blanks and CR at its end, a Status whose entries stand in lines of their own, and
 * whatever else is written in between are no hindrance. One for each stream, because two mix their lines.
 */
export class LineReader {
  private unfinished = '';
  /** The line has become too long: what is left of it is skipped. */
  private isSkipping = false;
  /** A Status that may go on in the next lines. */
  private status: { readonly from: string; readonly want: Want[] } | undefined;

  constructor(private readonly tell: (printed: Printed) => void) {}

  read(chunk: string): void {
    for (let from = 0; from < chunk.length; ) {
      const end = chunk.indexOf('\n', from);
      this.extend(chunk.slice(from, end < 0 ? chunk.length : end));
      if (end < 0) return;
      this.finish();
      from = end + 1;
    }
  }

  /** Nothing more comes for now: a line or a Status that waits for more is told as it is. */
  end(): void {
    if (this.unfinished !== '') this.finish();
    this.tellStatus();
  }

  private extend(piece: string): void {
    if (this.isSkipping) return;
    this.unfinished += piece;
    this.isSkipping = this.unfinished.length > LONGEST;
    if (this.isSkipping) this.unfinished = '';
  }

  private finish(): void {
    const { unfinished, isSkipping } = this;
    this.unfinished = '';
    this.isSkipping = false;
    if (!isSkipping) this.line(unfinished.endsWith('\r') ? unfinished.slice(0, -1) : unfinished);
  }

  private line(line: string): void {
    const printed = parseLine(line);
    if (printed === undefined) return this.goOn(line);
    this.tellStatus();
    if (printed.kind === 'status') this.status = { from: printed.from, want: [...printed.want] };
    else this.tell(printed);
  }

  /** What is no line of its own may be more of a Status. */
  private goOn(line: string): void {
    if (this.status === undefined || this.status.want.length >= MOST_ENTRIES) return;
    for (const entry of parseEntries(line) ?? []) this.status.want.push(entry);
  }

  private tellStatus(): void {
    const { status } = this;
    this.status = undefined;
    if (status !== undefined) this.tell({ kind: 'status', ...status });
  }
}
