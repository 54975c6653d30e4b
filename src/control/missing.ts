import { PeersterError } from '../core/errors.js';

/** Ids of an origin that a node does not hold yet, both ends included. */
interface Missing {
  readonly origin: string;
  readonly first: number;
  readonly last: number;
}

/** UTF-8 bytes for the words and for the list: both travel in trailers, twice, of which clients accept about 8 KiB. */
const ROOM = { words: 400, list: 1_000 };

/** TIMED_OUT, naming what is missing: in words and, as facts, `missing` (JSON: origin, first, last) and `missingOrigins`. */
export function missingError(missing: readonly Missing[]): PeersterError {
  const words = asMuchAsFits(missing.map(inWords), ', ', ROOM.words);
  const list = asMuchAsFits(missing.map(inJson), ',', ROOM.list);
  const rest = missing.length - words.count;
  return new PeersterError('TIMED_OUT', `still missing: ${words.text}${rest > 0 ? ` and of ${rest} more origins` : ''}`, {
    missing: `[${list.text}]`,
    missingOrigins: String(missing.length),
  });
}

function inWords({ origin, first, last }: Missing): string {
  return `${first === last ? `id ${first}` : `ids ${first} to ${last}`} of ${origin}`;
}

function inJson(missing: Missing): string {
  return JSON.stringify(missing);
}

/** The first one always fits: a name has at most 255 bytes. */
function asMuchAsFits(parts: readonly string[], separator: string, room: number): { text: string; count: number } {
  let used = 0;
  const fitting = parts.filter((part) => (used += Buffer.byteLength(part) + separator.length) <= room);
  return { text: fitting.join(separator), count: fitting.length };
}
