import { area, curveStepAfter, line } from 'd3-shape';
import { at, escape, figure, picture } from './markup.js';
import { HEIGHT, type Plot, plot, WIDTH } from './plot.js';

/** Shares from 0 to 1 at times in ms, all of the same length. */
export interface CoverageCurve {
  readonly times: readonly number[];
  readonly mean: readonly number[];
  /** Percentiles over runs; left out where there was one run. */
  readonly low?: readonly number[];
  readonly high?: readonly number[];
}

/** Something that happened at a time, to be marked. */
export interface Mark {
  readonly at: number;
  readonly label: string;
}

/** The share of deliveries made by each time, with the earliest time at which all could be there. */
export function coverageChart(curve: CoverageCurve, floor: number, marks: readonly Mark[] = []): string {
  const ground = plot({ name: 'ms since publication', most: curve.times.at(-1) ?? 0 }, { name: 'delivered', most: 1, format: percent });
  const content = ground.axes + band(ground, curve) + floorLine(ground, floor) + mean(ground, curve) + flags(ground, marks);
  return picture(WIDTH, HEIGHT, 'Share of the deliveries over time', content);
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function band({ x, y }: Plot, { times, low, high }: CoverageCurve): string {
  if (low === undefined || high === undefined) return '';
  const shape = area<number>(
    (time) => x(time),
    (_, index) => y(low[index] ?? 0),
    (_, index) => y(high[index] ?? 0),
  ).digits(1);
  return `<path class="band" d="${shape.curve(curveStepAfter)(times) ?? ''}"/>`;
}

function mean({ x, y }: Plot, { times, mean: shares }: CoverageCurve): string {
  const shape = line<number>(
    (time) => x(time),
    (_, index) => y(shares[index] ?? 0),
  ).digits(1);
  return `<path class="curve" d="${shape.curve(curveStepAfter)(times) ?? ''}"/>`;
}

function floorLine({ x, y }: Plot, floor: number): string {
  const words = `at best after ${figure(floor)} ms`;
  const label = `<text class="note" x="${at(x(floor) + 5)}" y="${at(y(0.04))}">${words}</text>`;
  return `<path class="floor" d="M${at(x(floor))},${at(y(0))}V${at(y(1))}"><title>${words}</title></path>${label}`;
}

/** Labels of marks that are close to one another would cover each other, so they go down in steps; late ones stand before their marks. */
function flags({ x, y }: Plot, marks: readonly Mark[]): string {
  return marks
    .map(({ at: time, label }, index) => {
      const place = x(time);
      const side = place < WIDTH / 2 ? `x="${at(place + 4)}"` : `x="${at(place - 4)}" text-anchor="end"`;
      const text = `<text class="note" ${side} y="${at(y(1) + 12 + 14 * (index % 6))}">${escape(label)}</text>`;
      return `<path class="mark" d="M${at(place)},${at(y(0))}V${at(y(1))}"/>${text}`;
    })
    .join('');
}
