import type { FlagValues } from '../go-flags.js';
import { wholeNumber } from '../go-flags.js';

/** What a client's arguments ask for. */
export type Order =
  | { readonly kind: 'text'; readonly text: string; readonly destination: string }
  | { readonly kind: 'share'; readonly file: string }
  | { readonly kind: 'download'; readonly file: string; readonly hash: string; readonly from: string | undefined }
  | { readonly kind: 'search'; readonly keywords: readonly string[]; readonly budget: number | undefined };

/** The course programs' complaints, to the letter. */
export const BAD_COMBINATION = 'ERROR (Bad argument combination)';
export const BAD_HASH = 'ERROR (Unable to decode hex hash)';

const ORDERED = ['msg', 'dest', 'file', 'index', 'request', 'keywords', 'budget'] as const;

/** The order, or the complaint. As in Go, a flag given as empty counts as not given. Throws UsageError for a budget that is no number. */
export function orderOf(values: FlagValues): Order | typeof BAD_COMBINATION | typeof BAD_HASH {
  const of = (name: (typeof ORDERED)[number]) => values.text(name) ?? '';
  switch (ORDERED.filter((name) => of(name) !== '').join(' ')) {
    case 'msg':
    case 'msg dest':
      return { kind: 'text', text: of('msg'), destination: of('dest') };
    case 'file':
    case 'index':
      return { kind: 'share', file: of('file') || of('index') };
    case 'file request':
    case 'dest file request':
      return /^[0-9a-fA-F]{64}$/.test(of('request'))
        ? { kind: 'download', file: of('file'), hash: of('request').toLowerCase(), from: of('dest') || undefined }
        : BAD_HASH;
    case 'keywords':
    case 'keywords budget':
      return {
        kind: 'search',
        keywords: of('keywords')
          .split(',')
          .filter((keyword) => keyword !== ''),
        budget: budgetOf(of('budget')),
      };
    default:
      return BAD_COMBINATION;
  }
}

function budgetOf(text: string): number | undefined {
  return text === '' ? undefined : wholeNumber('-budget', text, 0, Number.MAX_SAFE_INTEGER) || undefined;
}
