import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { at, escape, figure } from './markup.js';

/** Pixels. */
export const WIDTH = 720;
export const HEIGHT = 300;
const EDGE = { left: 62, right: 18, top: 14, bottom: 44 };

/** The ground of a chart with two axes that begin at 0: where values lie, and what is drawn of the axes. */
export interface Plot {
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
  readonly axes: string;
}

export interface Axis {
  readonly name: string;
  /** The largest value; 0 is taken for 1. */
  readonly most: number;
  readonly format?: (value: number) => string;
  /** Values are whole numbers: no marks between them. */
  readonly isWhole?: boolean;
  /** Marks stand so far behind their values: in the middle of a bar. */
  readonly shift?: number;
}

export function plot(across: Axis, up: Axis): Plot {
  const x = scaleLinear([0, across.most || 1], [EDGE.left, WIDTH - EDGE.right]);
  const y = scaleLinear([0, up.most || 1], [HEIGHT - EDGE.bottom, EDGE.top]);
  return { x, y, axes: horizontal(x, across) + vertical(y, up) };
}

function horizontal(x: ScaleLinear<number, number>, { name, format = figure, isWhole, shift = 0 }: Axis): string {
  const foot = HEIGHT - EDGE.bottom;
  const ticks = marks(x, 8, isWhole).map(
    (tick) => `<text class="tick" text-anchor="middle" x="${at(x(tick + shift))}" y="${foot + 16}">${format(tick)}</text>`,
  );
  const caption = `<text class="axis" text-anchor="middle" x="${(EDGE.left + WIDTH - EDGE.right) / 2}" y="${HEIGHT - 6}">${escape(name)}</text>`;
  return `<path class="base" d="M${EDGE.left},${foot}H${WIDTH - EDGE.right}"/>${ticks.join('')}${caption}`;
}

function vertical(y: ScaleLinear<number, number>, { name, format = figure, isWhole }: Axis): string {
  const lines = marks(y, 5, isWhole).map((tick) => {
    const line = `<path class="grid" d="M${EDGE.left},${at(y(tick))}H${WIDTH - EDGE.right}"/>`;
    return `${line}<text class="tick" text-anchor="end" x="${EDGE.left - 7}" y="${at(y(tick) + 4)}">${format(tick)}</text>`;
  });
  const middle = (EDGE.top + HEIGHT - EDGE.bottom) / 2;
  const caption = `<text class="axis" text-anchor="middle" transform="rotate(-90 14 ${middle})" x="14" y="${middle}">${escape(name)}</text>`;
  return lines.join('') + caption;
}

function marks(scale: ScaleLinear<number, number>, count: number, isWhole = false): number[] {
  const ticks = scale.ticks(count);
  return isWhole ? ticks.filter(Number.isInteger) : ticks;
}
