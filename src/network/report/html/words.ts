import { figure } from '../charts/markup.js';

export function time(ms: number): string {
  return Number.isFinite(ms) ? `${figure(ms)} ms` : 'never';
}

export function count(number: number, what: string): string {
  return `${figure(number)} ${what}${number === 1 ? '' : 's'}`;
}
