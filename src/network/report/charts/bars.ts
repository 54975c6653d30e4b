import { scaleLinear } from 'd3-scale';
import { at, escape, figure, picture } from './markup.js';
import { HEIGHT, plot, WIDTH } from './plot.js';

export interface Bar {
  readonly name: string;
  readonly value: number;
  /** Drawn paler behind the value: what it comes to with something more. */
  readonly beyond?: number;
}

/** Pixels. */
const ROW = 26;
const NAMES = 150;
const FIGURES = 130;

/** One bar below the other, each with its name and figure. `floor`: what cannot be gone below, as a line. */
export function bars(about: string, list: readonly Bar[], floor?: number): string {
  const most = Math.max(floor ?? 0, ...list.map(({ value, beyond }) => Math.max(value, beyond ?? 0)));
  const x = scaleLinear([0, most || 1], [NAMES, WIDTH - FIGURES]);
  const height = list.length * ROW + 8;
  const line =
    floor === undefined ? '' : `<path class="floor" d="M${at(x(floor))},0V${height}"><title>at best ${figure(floor)}</title></path>`;
  return picture(WIDTH, height, about, list.map((bar, row) => one(bar, row * ROW + 4, x)).join('') + line);
}

function one({ name, value, beyond }: Bar, top: number, x: (value: number) => number): string {
  const middle = top + ROW / 2 + 1;
  const box = (to: number, look: string): string =>
    `<rect class="${look}" x="${NAMES}" y="${top + 3}" width="${at(Math.max(0, x(to) - NAMES))}" height="${ROW - 8}" rx="2"/>`;
  const label = `<text class="tick" text-anchor="end" x="${NAMES - 8}" y="${middle + 3}">${escape(name)}</text>`;
  const words = beyond === undefined ? figure(value) : `${figure(value)} · ${figure(beyond)}`;
  const amount = `<text class="tick" x="${at(x(Math.max(value, beyond ?? 0)) + 6)}" y="${middle + 3}">${words}</text>`;
  return (beyond === undefined ? '' : box(beyond, 'pale')) + box(value, 'bar') + label + amount;
}

/** How often each value occurred. Values of more than `COLUMNS` different sizes are put together in equal ranges. */
export function histogram(about: string, axis: string, values: readonly number[]): string {
  const columns = inColumns(values);
  const end = columns.at(-1);
  const most = columns.reduce((top, { count }) => Math.max(top, count), 0);
  const across = { name: axis, most: end === undefined ? 1 : end.from + end.width, isWhole: true, shift: end?.width === 1 ? 0.5 : 0 };
  const ground = plot(across, { name: 'how many', most, isWhole: true });
  const drawn = columns.map(({ from, width, count }) => {
    const [left, right] = [ground.x(from), ground.x(from + width)];
    const words = `<title>${range(from, width)}: ${count}</title>`;
    const box = `x="${at(left + 1)}" width="${at(Math.max(1, right - left - 2))}" y="${at(ground.y(count))}" height="${at(ground.y(0) - ground.y(count))}"`;
    return `<rect class="bar" ${box}>${words}</rect>`;
  });
  return picture(WIDTH, HEIGHT, about, ground.axes + drawn.join(''));
}

const COLUMNS = 40;

interface Column {
  readonly from: number;
  readonly width: number;
  count: number;
}

function inColumns(values: readonly number[]): Column[] {
  const most = values.reduce((top, value) => Math.max(top, value), 0);
  const width = Math.max(1, Math.ceil((most + 1) / COLUMNS));
  const columns: Column[] = [];
  for (let from = 0; from <= most; from += width) columns.push({ from, width, count: 0 });
  for (const value of values) (columns[Math.floor(value / width)] as Column).count++;
  return values.length === 0 ? [] : columns;
}

function range(from: number, width: number): string {
  return width === 1 ? String(from) : `${from} to ${from + width - 1}`;
}
