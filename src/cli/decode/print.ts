import { explanationLines } from '../../wire/explain/render.js';
import type { Explanation } from '../../wire/explain.js';

/** A datagram and where it was. */
export interface Explained {
  /** undefined: it was given as hex. */
  readonly origin: { readonly time: number; readonly from: string; readonly to: string } | undefined;
  readonly explanation: Explanation;
}

/** For people: lines, and an empty one after each datagram. */
export function asText({ origin, explanation }: Explained): string {
  const lines = explanationLines(explanation);
  const heading = origin === undefined ? [] : [`${timeText(origin.time)}  ${origin.from} -> ${origin.to}`];
  return `${[...heading, ...lines].join('\n')}\n\n`;
}

/** For programs: one JSON object on a line. */
export function asJson({ origin, explanation }: Explained): string {
  const where = origin === undefined ? {} : { time: timeText(origin.time), from: origin.from, to: origin.to };
  return `${JSON.stringify({ ...where, ...explanation })}\n`;
}

function timeText(seconds: number): string {
  return new Date(seconds * 1_000).toISOString();
}
