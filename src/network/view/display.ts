import type { RumorRow } from './board.js';

/** Shows a story while it happens. Every call returns at once. */
export interface Display {
  /** One sentence on what happens now. */
  explain(sentence: string): void;
  /** A node was seen to hold a rumor for the first time. */
  held(node: number, row: RumorRow): void;
  /** The side of each node from now on; undefined: the network is whole. */
  cut(sides: readonly number[] | undefined): void;
  /** What to show to the end: how to talk to the nodes. */
  commands(lines: readonly string[]): void;
  /** Leaves the terminal as it was found. */
  close(): void;
}

/** Several displays as one. */
export function both(first: Display, second: Display): Display {
  const each = [first, second];
  return {
    explain: (sentence) => each.forEach((display) => display.explain(sentence)),
    held: (node, row) => each.forEach((display) => display.held(node, row)),
    cut: (sides) => each.forEach((display) => display.cut(sides)),
    commands: (lines) => each.forEach((display) => display.commands(lines)),
    close: () => each.forEach((display) => display.close()),
  };
}
