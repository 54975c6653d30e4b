import type { Board, RumorRow } from './board.js';
import { cells, type Columns, countsLine, layOut, namesLine } from './columns.js';
import { clip, fit, type Frame, type Line, span, wrap } from './frame.js';

/** What is on show beside the board. */
export interface Scene {
  readonly title: string;
  /** What is happening, in one sentence. */
  readonly explanation: string;
  /** While the network is cut: the side (any number) of each node. */
  readonly sides: readonly number[] | undefined;
  readonly footer: readonly string[];
}

export interface ScreenSize {
  readonly columns: number;
  readonly rows: number;
}

/** The picture of a board at `now` (ms since it began), newest rumor last. Where there are too many rumors, the oldest are left out. */
export function draw(board: Board, scene: Scene, now: number, size: ScreenSize): Frame {
  const columns = layOut(board.names, size.columns);
  const above = [titleLine(scene.title, now, size.columns), ...explanationLines(scene.explanation, size.columns), []];
  const footer = scene.footer.map((text): Line => [span(text, 'plain')]);
  const below: Line[] = [countsLine(board, scene.sides, columns), ...(footer.length === 0 ? [] : [[], ...footer])];
  const room = Math.max(1, size.rows - above.length - 1 - below.length);
  const rumors = board.rows.slice(-room).map((row) => rumorLine(row, board, scene, now, columns));
  const lines = [...above, namesLine(board, scene.sides, columns), ...rumors, ...below];
  return lines.slice(0, size.rows).map((line) => clip(line, size.columns));
}

function titleLine(title: string, now: number, columns: number): Line {
  const clock = `${Math.floor(now / 1_000)} s`;
  return [span(` ${fit(title, columns - clock.length - 3)} `, 'title'), span(clock, 'dim')];
}

/** Always two lines, so that the table below stays where it is. */
function explanationLines(text: string, columns: number): Line[] {
  const lines = wrap(text, columns - 2);
  return [0, 1].map((i): Line => [span(` ${lines[i] ?? ''}`, 'explain')]);
}

function rumorLine(row: RumorRow, board: Board, scene: Scene, now: number, columns: Columns): Line {
  const total = board.names.length;
  const label = span(` ${fit(`${row.origin}:${row.id} ${row.text}`, columns.label)} `, row.fullAt === undefined ? 'plain' : 'dim');
  const reach = span(` ${`${row.reach}/${total}`.padStart(7)}`, row.fullAt === undefined ? 'partial' : 'full');
  const full = span(row.fullAt === undefined ? '' : seconds(row.fullAt - row.firstAt).padStart(9), 'full');
  return [label, ...cells(row, board, scene.sides, now, columns), reach, full];
}

/** `1.24 s` */
export function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(2)} s`;
}
