import type { Board } from '../../network/view/board.js';
import { both, type Display } from '../../network/view/display.js';
import { LiveDisplay } from '../../network/view/live.js';
import { PlainDisplay } from '../../network/view/plain.js';
import type { RecordingScreen } from '../../network/view/recording.js';
import { TerminalScreen } from '../../network/view/terminal.js';
import type { Io } from '../io.js';
import type { UpOptions } from './up-options.js';

export interface Shown {
  readonly board: Board;
  /** Ms since the beginning. */
  readonly clock: () => number;
  readonly title: string;
}

/** Pictures where somebody can watch them, else lines. With a recording both: pictures for it, lines for whoever waits. */
export function openDisplay(options: UpOptions, io: Io, recording: RecordingScreen | undefined, { board, clock, title }: Shown): Display {
  const terminal = process.stdout;
  if (recording === undefined && !options.once && !options.plain && terminal.isTTY && showsPictures(io.env)) {
    return new LiveDisplay(board, clock, new TerminalScreen(terminal), title);
  }
  io.out(`${title}\n`);
  const plain = new PlainDisplay(board, clock, (text) => io.out(text));
  return recording === undefined ? plain : both(new LiveDisplay(board, clock, recording, title), plain);
}

/** https://no-color.org: any value but the empty one. */
function showsPictures(env: Io['env']): boolean {
  return (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb';
}
