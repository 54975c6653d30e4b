import { InvalidArgumentError } from 'commander';
import { parseDelay } from '../../network/links/delay.js';

/** Reads a whole number within bounds. */
export function between(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
  };
}

/** Reads a fraction or a percentage. */
export function fraction(text: string): number {
  const value = text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text);
  if (/^[\d.]+%?$/.test(text) && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError('It must be a fraction from 0 to 1, as 0.2 or 20%.');
}

/** Reads a delay or a range of delays. */
export function delayOf(text: string): ReturnType<typeof parseDelay> {
  try {
    return parseDelay(text);
  } catch (error) {
    throw new InvalidArgumentError(`${(error as Error).message}.`);
  }
}
