import type { ScreenSize } from './draw.js';
import type { Style } from './frame.js';
import { type Piece, pieces } from './pieces.js';
import type { Shot } from './recording.js';

/** Pixels. A character is as wide as its column whatever font the reader has: each text is told its length. */
const COLUMN = 8.4;
const ROW = 18;
const FONT = 14;
const MARGIN = 14;
/** Ms. Pictures are put on this raster, so that many changes share an animation; and the last one stays for a while. */
const RASTER = 200;
const LINGER = 5_000;

/** On a ground of its own, so that it reads alike on light and dark pages. */
const GROUND = '#161b22';
const LOOKS: Readonly<Record<Style, string>> = {
  plain: 'fill:#d1d7e0',
  dim: 'fill:#848d97',
  bold: 'fill:#f0f3f6;font-weight:bold',
  title: 'fill:#71b7ff;font-weight:bold',
  explain: 'fill:#f0b72f',
  origin: 'fill:#cb9eff;font-weight:bold',
  fresh: 'fill:#9bff9b;font-weight:bold',
  held: 'fill:#3fb950',
  lack: 'fill:#4d5561',
  full: 'fill:#3fb950',
  partial: 'fill:#f0b72f',
  cut: 'fill:#ff6a69;font-weight:bold',
};

/** The pictures as one SVG that plays them for ever, in their own time. Where motion is unwelcome it shows the last picture. */
export function toSvg(shots: readonly Shot[], size: ScreenSize, description: string): string {
  const raster = shots.map(({ at, frame }) => ({ at: Math.floor(at / RASTER) * RASTER, frame }));
  const end = (raster.at(-1)?.at ?? 0) + LINGER;
  const scenes = byTime(pieces(raster, end)).map((members, index) => scene(members, end, index));
  const [width, height] = [size.columns * COLUMN + 2 * MARGIN, size.rows * ROW + 2 * MARGIN];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escape(description)}">
<style>${styles(end)}${scenes.map(({ style }) => style).join('')}</style>
<rect width="100%" height="100%" rx="8" fill="${GROUND}"/>
${scenes.map(({ markup }) => markup).join('\n')}
</svg>
`;
}

function byTime(all: readonly Piece[]): Piece[][] {
  const groups = new Map<string, Piece[]>();
  for (const piece of all) {
    const key = `${piece.from} ${piece.until}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [piece]);
    else group.push(piece);
  }
  return [...groups.values()];
}

function styles(end: number): string {
  const looks = Object.entries(LOOKS).map(([style, look]) => `.${style}{${look}}`);
  return `text{font:${FONT}px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;white-space:pre}
${looks.join('')}.h{opacity:0}g{animation:${end}ms step-end infinite}
@media (prefers-reduced-motion:reduce){g{animation:none!important}}
`;
}

/** Everything that comes and goes at the same two times. */
function scene(members: readonly Piece[], end: number, index: number): { style: string; markup: string } {
  const { from, until } = members[0] as Piece;
  const texts = members.map(textElement).join('');
  if (from === 0 && until === end) return { style: '', markup: texts };
  const percent = (at: number) => `${((at / end) * 100).toFixed(3)}%`;
  const before = from === 0 ? '' : '0%{opacity:0}';
  const after = until === end ? '' : `${percent(until)}{opacity:0}`;
  const style = `@keyframes k${index}{${before}${percent(from)}{opacity:1}${after}}.k${index}{animation-name:k${index}}\n`;
  return { style, markup: `<g class="k${index}${until === end ? '' : ' h'}">${texts}</g>` };
}

function textElement({ row, column, text, style }: Piece): string {
  const length = Array.from(text).length * COLUMN;
  const [x, y] = [MARGIN + column * COLUMN, MARGIN + row * ROW + FONT];
  return `<text x="${x.toFixed(1)}" y="${y}" textLength="${length.toFixed(1)}" class="${style}">${escape(text)}</text>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
