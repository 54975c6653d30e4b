import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ENTER, LEAVE, repaint } from '../../src/network/view/ansi.js';
import { type Frame, type Line, type Style, span, textOf } from '../../src/network/view/frame.js';
import { pieces } from '../../src/network/view/pieces.js';
import { toSvg } from '../../src/network/view/svg.js';
import { TerminalScreen } from '../../src/network/view/terminal.js';

const styles: Style[] = ['plain', 'dim', 'held', 'cut'];
const spans = fc.record({ text: fc.constantFrom('a', 'bc', '●', ' ', '  d', 'e '), style: fc.constantFrom(...styles) });
const frames = fc.array(fc.array(fc.array(spans, { maxLength: 6 }), { maxLength: 5 }), { minLength: 1, maxLength: 8 });
const plain = (text: string): Line => [span(text)];

/** What a terminal shows after these bytes: enough of one for what is written here. */
class Emulator {
  private rows: string[] = [];
  private row = 0;

  write(text: string): void {
    const visible = text.replaceAll('\u001b', '¤');
    for (const [, move, erase, style, rest] of visible.matchAll(/¤\[(\d+);1H|¤\[(K|2J)|¤\[([\d;?]*[mhl])|([^¤]+)/g)) {
      if (move !== undefined) this.rows[(this.row = Number(move) - 1)] = '';
      else if (erase === '2J') this.rows = [];
      else if (style === undefined && rest !== undefined) this.rows[this.row] += rest;
    }
  }

  get shown(): string[] {
    return Array.from(this.rows, (row) => (row ?? '').trimEnd());
  }
}

const trimmed = (frame: Frame) => frame.map((line) => textOf(line).trimEnd());
const withoutEmptyEnd = (lines: readonly string[]) => lines.slice(0, lines.findLastIndex((line) => line !== '') + 1);

describe('terminal', () => {
  it('repainting only what differs shows the same as painting everything', () => {
    fc.assert(
      fc.property(frames, (film) => {
        const terminal = new Emulator();
        let before: Frame = [];
        for (const frame of film) {
          terminal.write(repaint(before, frame));
          before = frame;
          expect(withoutEmptyEnd(terminal.shown)).toEqual(withoutEmptyEnd(trimmed(frame)));
        }
      }),
    );
  });

  it('a picture that has not changed costs not a byte', () => {
    expect(repaint([plain('a'), plain('b')], [plain('a'), plain('b')])).toBe('');
    expect(repaint([plain('a'), plain('b')], [plain('a'), plain('c')])).toBe('\u001b[2;1Hc\u001b[K');
  });

  it('a screen takes the terminal over, gives it back, and leaves the last picture', () => {
    const written: string[] = [];
    const screen = new TerminalScreen({ columns: 80, rows: 24, write: (text) => written.push(text) });
    screen.show([plain('first')]);
    screen.show([plain('last')]);
    screen.close();
    expect(written[0]).toBe(ENTER);
    expect(written.at(-1)).toBe(`${LEAVE}last\n`);
  });

  it('after a change of size everything is painted again', () => {
    const written: string[] = [];
    const terminal = { columns: 80, rows: 24, write: (text: string) => written.push(text) };
    const screen = new TerminalScreen(terminal);
    screen.show([plain('same')]);
    terminal.columns = 100;
    screen.show([plain('same')]);
    expect(written.at(-1)).toBe('\u001b[2J\u001b[1;1Hsame\u001b[K');
  });
});

describe('recording', () => {
  it('the pieces that are there at a time make up the picture of that time', () => {
    fc.assert(
      fc.property(frames, (film) => {
        const found = pieces(
          film.map((frame, at) => ({ at, frame })),
          film.length,
        );
        for (const [at, frame] of film.entries()) {
          const rows = frame.map((line) => Array.from(textOf(line), () => ' '));
          for (const piece of found.filter(({ from, until }) => from <= at && at < until)) {
            Array.from(piece.text).forEach((character, index) => ((rows[piece.row] as string[])[piece.column + index] = character));
          }
          expect(rows.map((row) => row.join('').trimEnd())).toEqual(trimmed(frame));
        }
      }),
    );
  });

  it('what stays is there once, however long the film', () => {
    const film = Array.from({ length: 50 }, (_, at) => ({ at, frame: [plain('stays')] }));
    expect(pieces(film, 60)).toEqual([{ row: 0, column: 0, text: 'stays', style: 'plain', from: 0, until: 60 }]);
  });

  it('the film is one SVG whose last picture needs no animation', () => {
    const shots = [
      { at: 0, frame: [plain('<first> & "quoted"')] },
      { at: 1_000, frame: [plain('last')] },
    ];
    const svg = toSvg(shots, { columns: 80, rows: 24 }, 'a <film>');
    expect(svg).toMatch(/^<svg xmlns=.* aria-label="a &lt;film&gt;">/);
    expect(svg).toContain(
      'class="k0 h"><text x="14.0" y="28" textLength="151.2" class="plain">&lt;first&gt; &amp; &quot;quoted&quot;</text>',
    );
    expect(svg).toContain('class="k1"><text');
    expect(svg).toContain('@keyframes k1{0%{opacity:0}16.667%{opacity:1}}');
  });
});
