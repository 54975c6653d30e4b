import { PeersterError } from '../../core/errors.js';

export interface Row {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  readonly fields: readonly string[];
}

/** The lines of a text with what blanks or commas separate in each. Empty lines and those that begin with # or % are left out. */
export function rowsOf(text: string): Row[] {
  return text
    .split(/\r?\n/)
    .map((line, at) => ({ line: at + 1, text: line.trim() }))
    .filter((row) => row.text !== '' && !/^[#%]/.test(row.text))
    .map((row) => ({ ...row, fields: row.text.split(/\s*,\s*|\s+/) }));
}

/** A number of a row. Throws INVALID_REQUEST. */
export function numberIn(row: Row, field: number, what: string): number {
  const text = row.fields[field] ?? '';
  const value = Number(text);
  if (text === '' || !Number.isFinite(value)) throw refuseLine(row.line, `"${row.text}": ${what} is "${text}"; it must be a number`);
  return value;
}

/** A time of a row, whole ms from 0. Throws INVALID_REQUEST. */
export function timeIn(row: Row, field: number): number {
  const ms = numberIn(row, field, 'the time');
  if (!Number.isSafeInteger(ms) || ms < 0) throw refuseLine(row.line, `the time is ${ms}; it must be whole ms from 0`);
  return ms;
}

export function refuseLine(line: number, message: string): PeersterError {
  return new PeersterError('INVALID_REQUEST', `line ${line}: ${message}`, { line: String(line) });
}
