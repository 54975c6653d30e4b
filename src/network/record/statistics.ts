/** NaN of nothing. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The smallest value that so large a share of all, 0 to 1, does not exceed. The values are in ascending order; NaN of nothing. */
export function percentile(ascending: ArrayLike<number>, share: number): number {
  const at = Math.ceil(share * ascending.length) - 1;
  return ascending[Math.min(ascending.length - 1, Math.max(0, at))] ?? Number.NaN;
}

/** What is said of many values at once. */
export interface Distribution {
  readonly mean: number;
  readonly least: number;
  readonly p10: number;
  readonly median: number;
  readonly p90: number;
  readonly p99: number;
  readonly most: number;
}

/** Undefined of nothing. */
export function distribution(values: Iterable<number>): Distribution | undefined {
  const ascending = Float64Array.from(values).sort();
  if (ascending.length === 0) return undefined;
  return {
    mean: ascending.reduce((sum, value) => sum + value, 0) / ascending.length,
    least: percentile(ascending, 0),
    p10: percentile(ascending, 0.1),
    median: percentile(ascending, 0.5),
    p90: percentile(ascending, 0.9),
    p99: percentile(ascending, 0.99),
    most: percentile(ascending, 1),
  };
}
