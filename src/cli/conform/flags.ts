import type { Profile } from '../../conform/profile.js';

const SECTIONS = 'WDXPSGLAIRMFQCOBE';

/** What `--only` names: sentences (`G5`) and sections (`G`), in capital letters. */
export type Asked = readonly string[];

/** Reads `G5,M`, or says what is wrong with it. */
export function parseSentences(text: string): Asked | string {
  const names = text.split(',').map((name) => name.trim().toUpperCase());
  const wrong = names.find((name) => !new RegExp(`^[${SECTIONS}]\\d*$`).test(name));
  return wrong === undefined ? names : `"${wrong}" is no sentence of docs/protocol.md; sentences are named like G5, sections like G.`;
}

/** Reads `10` or `ack=1,anti-entropy=10` (seconds), or says what is wrong with it. What is not named is 1 s. */
export function parseProfile(text: string): Profile | string {
  if (isTime(text)) return { ack: ms(text), antiEntropy: ms(text) };
  const times = new Map(text.split(',').map((part) => part.trim().split('=') as [string, string | undefined]));
  for (const [name, value] of times) {
    if ((name !== 'ack' && name !== 'anti-entropy') || value === undefined || !isTime(value)) {
      return `"${text}" is no profile; it is a number of seconds, or ack=1,anti-entropy=10.`;
    }
  }
  return { ack: ms(times.get('ack') ?? '1'), antiEntropy: ms(times.get('anti-entropy') ?? '1') };
}

function isTime(text: string): boolean {
  return /^\d+(\.\d+)?$/.test(text) && Number(text) > 0 && Number(text) <= 3_600;
}

function ms(seconds: string): number {
  return Number(seconds) * 1_000;
}
