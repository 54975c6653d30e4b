import type { Board, RumorRow } from './board.js';
import { fit, type Line, type Span, span } from './frame.js';

/** How the width is shared out. */
export interface Columns {
  /** Characters of a rumor's name and text. */
  readonly label: number;
  /** Characters per node; 0: too many nodes, a bar stands for them all. */
  readonly perNode: number;
  /** Characters of all nodes together. */
  readonly nodes: number;
}

/** Margins and the columns `reach` and `to all`. */
const REST = 20;
const LEAST_LABEL = 16;
/** On a wide screen the marks stay near the texts that they belong to. */
const MOST_LABEL = 48;
/** Ms for which a rumor that has just come is shown bright. */
const FRESH = 700;

/** The widest node columns that leave the label its place. */
export function layOut(names: readonly string[], width: number): Columns {
  const widest = Math.max(...names.map((name) => name.length));
  const room = Math.max(1, width - REST - LEAST_LABEL);
  const perNode = [Math.max(3, widest), 1].find((each) => each * names.length <= room) ?? 0;
  const nodes = perNode === 0 ? room : perNode * names.length;
  return { perNode, nodes, label: Math.min(MOST_LABEL, Math.max(0, width - REST - nodes)) };
}

export function namesLine(board: Board, sides: readonly number[] | undefined, columns: Columns): Line {
  const label = span(` ${fit('rumor', columns.label)} `, 'dim');
  const rest = span(`${'reach'.padStart(8)}${'to all'.padStart(9)}`, 'dim');
  if (columns.perNode <= 1) return [label, span(fit(`${board.names.length} nodes`, columns.nodes), 'dim'), rest];
  // Names without a gap between them are told apart by how they look.
  const touch = board.names.filter((name) => name.length >= columns.perNode).length > 1;
  const names = board.names.flatMap((name, node) => cell(name, touch && node % 2 === 1 ? 'dim' : 'bold', node, sides, columns));
  return [label, ...names, rest];
}

export function cells(row: RumorRow, board: Board, sides: readonly number[] | undefined, now: number, columns: Columns): Span[] {
  if (columns.perNode === 0) return bar(row, columns);
  return row.heldAt.flatMap((at, node) => {
    if (at === undefined) return cell('·', 'lack', node, sides, columns);
    if (board.names[node] === row.origin) return cell('◆', 'origin', node, sides, columns);
    return cell('●', now - at < FRESH ? 'fresh' : 'held', node, sides, columns);
  });
}

/** How many rumors each node has. */
export function countsLine(board: Board, sides: readonly number[] | undefined, columns: Columns): Line {
  const label = span(` ${fit('each node has', columns.label)} `, 'dim');
  const counts = board.names.map((_, node) => board.countOf(node));
  if (columns.perNode > 1) return [label, ...counts.flatMap((count, node) => cell(String(count), 'bold', node, sides, columns))];
  return [label, span(`${Math.min(...counts)} to ${Math.max(...counts)} rumors`, 'bold')];
}

/** One node's place: its mark and, where there is room, the cut to the next node. */
function cell(mark: string, style: Span['style'], node: number, sides: readonly number[] | undefined, columns: Columns): Span[] {
  const gap = columns.perNode - mark.length;
  if (gap <= 0) return [span(fit(mark, columns.perNode), style)];
  const next = sides?.[node + 1];
  const isCut = next !== undefined && sides?.[node] !== next;
  return [span(fit(mark, columns.perNode - 1), style), span(isCut ? '┃' : ' ', 'cut')];
}

function bar(row: RumorRow, columns: Columns): Span[] {
  const filled = Math.floor((row.reach / row.heldAt.length) * columns.nodes);
  return [span('█'.repeat(filled), 'held'), span('·'.repeat(columns.nodes - filled), 'lack')];
}
