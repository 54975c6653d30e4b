import type { Frame, Style } from './frame.js';
import type { Shot } from './recording.js';

/** A run of text that stays where it is from `from` to `until` (ms). */
export interface Piece {
  readonly row: number;
  readonly column: number;
  readonly text: string;
  readonly style: Style;
  readonly from: number;
  readonly until: number;
}

/** A film of whole pictures as pieces that come and go: what does not change is there once. */
export function pieces(shots: readonly Shot[], end: number): Piece[] {
  const open = new Map<string, Piece>();
  const closed: Piece[] = [];
  for (const { at, frame } of shots) {
    const present = new Map(runs(frame).map((run) => [`${run.row} ${run.column} ${run.style} ${run.text}`, run]));
    for (const [key, piece] of open) {
      if (present.has(key)) continue;
      open.delete(key);
      if (at > piece.from) closed.push({ ...piece, until: at });
    }
    for (const [key, run] of present) if (!open.has(key)) open.set(key, { ...run, from: at, until: end });
  }
  return [...closed, ...open.values()];
}

type Run = Omit<Piece, 'from' | 'until'>;

/** The spans of a picture that show something, with their places. */
function runs(frame: Frame): Run[] {
  const found: Run[] = [];
  for (const [row, line] of frame.entries()) {
    let column = 0;
    for (const { text, style } of line) {
      const visible = text.trim();
      if (visible !== '') found.push({ row, column: column + text.indexOf(visible), text: visible, style });
      column += Array.from(text).length;
    }
  }
  return found;
}
