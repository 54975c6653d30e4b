/** Text as it may stand in HTML and SVG, attributes included. */
export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** A coordinate: a tenth of a pixel is fine enough, and keeps files small. */
export function at(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** A figure for a reader: whole above a hundred, three digits below. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-GB');
  return String(Number(value.toPrecision(3)));
}

export function picture(width: number, height: number, about: string, content: string): string {
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(about)}">${content}</svg>`;
}
