/** Bytes of a hash (SHA-256). */
export const HASH_BYTES = 32;

/** The codes of the digits 0 to f. */
const DIGITS = Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));
/** Those of the hash that is being written. */
const codes = new Array<number>(2 * HASH_BYTES).fill(0);

/** 64 hex digits, lower case: how a hash is a key of a Map. Two for each byte of what is no hash. */
export function toHex(hash: Uint8Array): string {
  if (hash.length !== HASH_BYTES) return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
  for (let at = 0; at < HASH_BYTES; at++) {
    const byte = hash[at] as number;
    codes[2 * at] = DIGITS[byte >>> 4] as number;
    codes[2 * at + 1] = DIGITS[byte & 15] as number;
  }
  return String.fromCharCode(...codes); // at once: a text joined of pairs takes twice as long, and longer as a key
}

/** Undefined for what is not 64 hex digits. */
export function fromHex(text: string): Uint8Array | undefined {
  if (!/^[0-9a-fA-F]{64}$/.test(text)) return undefined;
  return Uint8Array.from({ length: HASH_BYTES }, (_, at) => Number.parseInt(text.slice(2 * at, 2 * at + 2), 16));
}
