import { type ScalarShape, scalar } from './scalars.js';
import type { Shape } from './shape.js';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, min: 60_000, h: 3_600_000 };
const DURATION = String.raw`(\d+(?:\.\d+)?) ?(ms|s|min|h)`;
const RANGE = String.raw`(\d+(?:\.\d+)?)(?: ?(ms|s|min|h))? ?- ?${DURATION}`;

/** Whole ms. 0 needs no unit. */
export const duration: ScalarShape<number> = scalar(
  'a duration with its unit, as 20 ms, 1.5 s or 2 min',
  { anyOf: [{ type: 'string', pattern: `^${DURATION}$` }, { const: 0 }] },
  (value) => {
    if (value === 0) return 0;
    const match = typeof value === 'string' ? new RegExp(`^${DURATION}$`).exec(value) : null;
    return match === null ? undefined : ms(match[1], match[2]);
  },
);

/** Whole ms, the shorter first. One duration is both ends. */
export const durationRange: Shape<{ readonly min: number; readonly max: number }> = scalar(
  'a duration or a range of them with its unit, the shorter first, as 20 ms or 20-50 ms',
  { anyOf: [...(duration.schema.anyOf as readonly object[]), { type: 'string', pattern: `^${RANGE}$` }] },
  (value) => {
    const match = typeof value === 'string' ? new RegExp(`^${RANGE}$`).exec(value) : null;
    if (match === null) {
      const one = duration.parse(value);
      return one === undefined ? undefined : { min: one, max: one };
    }
    const [min, max] = [ms(match[1], match[2] ?? match[4]), ms(match[3], match[4])];
    return min <= max ? { min, max } : undefined;
  },
);

function ms(amount: string | undefined, unit: string | undefined): number {
  return Math.round(Number(amount) * (UNITS[unit as string] as number));
}

/** 0 to 1. */
export const fraction: Shape<number> = scalar(
  'a share, as 0.2 or 20%',
  {
    anyOf: [
      { type: 'number', minimum: 0, maximum: 1 },
      { type: 'string', pattern: String.raw`^(100(\.0+)?|\d{1,2}(\.\d+)?) ?%$` },
    ],
  },
  (value) => {
    const match = typeof value === 'string' ? /^(\d+(?:\.\d+)?) ?%$/.exec(value) : null;
    const share = match === null ? value : Number(match[1]) / 100;
    return typeof share === 'number' && share >= 0 && share <= 1 ? share : undefined;
  },
);

/** Bytes, both ends included, as 40 or 20-100. */
export const sizes: Shape<{ readonly min: number; readonly max: number }> = scalar(
  'bytes or a range of them, the fewer first, as 40 or 20-100',
  {
    anyOf: [
      { type: 'integer', minimum: 1 },
      { type: 'string', pattern: String.raw`^\d+ ?- ?\d+$` },
    ],
  },
  (value) => {
    const match = typeof value === 'string' ? /^(\d+) ?- ?(\d+)$/.exec(value) : null;
    const [min, max] = match === null ? [value, value] : [Number(match[1]), Number(match[2])];
    const fits = Number.isSafeInteger(min) && Number.isSafeInteger(max) && (min as number) >= 1 && (min as number) <= (max as number);
    return fits ? { min: min as number, max: max as number } : undefined;
  },
);

const BYTES: Readonly<Record<string, number>> = { KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 };

/** Whole bytes, with a unit or without. */
export const bytes: Shape<number> = scalar(
  'a number of bytes, as 65536, 64 KiB, 200 MiB or 1.5 GiB',
  {
    anyOf: [
      { type: 'integer', minimum: 1 },
      { type: 'string', pattern: String.raw`^\d+(\.\d+)? ?(KiB|MiB|GiB)$` },
    ],
  },
  (value) => {
    const match = typeof value === 'string' ? /^(\d+(?:\.\d+)?) ?(KiB|MiB|GiB)$/.exec(value) : null;
    const count = match === null ? value : Math.round(Number(match[1]) * (BYTES[match[2] as string] as number));
    return Number.isSafeInteger(count) && (count as number) >= 1 ? (count as number) : undefined;
  },
);
