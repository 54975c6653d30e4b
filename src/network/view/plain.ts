import type { Board, RumorRow } from './board.js';
import type { Display } from './display.js';
import { seconds } from './draw.js';

/** A story as lines of text, each with its time since the beginning: for pipes, files and CI. */
export class PlainDisplay implements Display {
  private sides: readonly number[] | undefined;

  constructor(
    private readonly board: Board,
    private readonly clock: () => number,
    private readonly out: (text: string) => void,
  ) {}

  explain(sentence: string): void {
    this.line(`-- ${sentence}`);
  }

  held(node: number, row: RumorRow): void {
    const name = `${row.origin}:${row.id}`;
    if (row.reach === 1) this.line(`${name} "${row.text}"`);
    const [total, side] = [this.board.names.length, this.sideOf(node)];
    if (row.fullAt !== undefined) this.line(`${name} has reached all ${total} nodes after ${seconds(row.fullAt - row.firstAt)}`);
    else if (side !== undefined && side.every((each) => row.heldAt[each] !== undefined)) {
      this.line(`${name} has reached ${row.reach} of ${total} nodes: all on its side of the cut`);
    }
  }

  cut(sides: readonly number[] | undefined): void {
    this.sides = sides;
  }

  commands(lines: readonly string[]): void {
    this.out(`\n${lines.join('\n')}\n`);
  }

  close(): void {}

  private sideOf(node: number): number[] | undefined {
    const sides = this.sides;
    if (sides === undefined) return undefined;
    return this.board.names.flatMap((_, other) => (sides[other] === sides[node] ? [other] : []));
  }

  private line(text: string): void {
    this.out(`${(this.clock() / 1_000).toFixed(2).padStart(6)} s  ${text}\n`);
  }
}
