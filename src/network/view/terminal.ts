import { ENTER, LEAVE, paint, repaint } from './ansi.js';
import type { ScreenSize } from './draw.js';
import type { Frame } from './frame.js';
import type { Screen } from './live.js';

/** The part of a terminal's stream that is used here; undefined sizes where it does not tell. */
export interface Terminal {
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): unknown;
}

/** Pictures on a terminal. At the end the last one stays in the terminal's own scrollback. */
export class TerminalScreen implements Screen {
  private shown: Frame = [];
  private shownSize = '';

  constructor(private readonly terminal: Terminal) {
    terminal.write(ENTER);
  }

  size(): ScreenSize {
    // Some terminals say 0 while they start.
    return { columns: this.terminal.columns || 80, rows: this.terminal.rows || 24 };
  }

  show(frame: Frame): void {
    const { columns, rows } = this.size();
    // After a change of size the terminal has moved what was there: begin afresh.
    const clear = this.shownSize === `${columns}x${rows}` ? '' : '\u001b[2J';
    const output = clear + repaint(clear === '' ? this.shown : [], frame);
    this.shownSize = `${columns}x${rows}`;
    this.shown = frame;
    if (output !== '') this.terminal.write(output);
  }

  close(): void {
    this.terminal.write(`${LEAVE}${this.shown.map((line) => `${paint(line)}\n`).join('')}`);
  }
}
