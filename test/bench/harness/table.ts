import type { Result } from './results.js';

/** A Markdown table that is aligned as plain text too. */
export function table(results: readonly Result[]): string {
  const rows = results.map((result) => [
    result.about,
    withUnit(result.median, result.unit),
    `${number(result.min)}..${number(result.max)}`,
    wanted(result),
    result.verdict === 'for orientation' ? '' : result.verdict,
  ]);
  return render([['what', 'median', 'min..max', 'wanted', ''], ...rows]);
}

function render(rows: readonly string[][]): string {
  const widths = (rows[0] as string[]).map((_, column) => Math.max(3, ...rows.map((row) => (row[column] as string).length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] as number)).join(' | ')} |`;
  const [head, ...body] = rows.map(line);
  return [head, line(widths.map((width) => '-'.repeat(width))), ...body].join('\n');
}

function wanted({ threshold, unit }: Result): string {
  if (threshold === undefined) return '';
  const { atLeast, atMost } = threshold;
  return atLeast === undefined ? `≤ ${withUnit(atMost as number, unit, String)}` : `≥ ${withUnit(atLeast, unit, String)}`;
}

function withUnit(value: number, unit: string, write: (value: number) => string = number): string {
  return unit === '×' ? `${write(value)}×` : `${write(value)}${unit.startsWith('/') ? '' : ' '}${unit}`;
}

/** Three significant digits, and no exponent. */
function number(value: number): string {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-GB');
  return String(Number(value.toPrecision(3)));
}
