/** Bytes of a hash (SHA-256). */
export const HASH_BYTES = 32;

const DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** 64 hex digits, lower case: how a hash is a key of a Map. */
export function toHex(hash: Uint8Array): string {
  let text = '';
  for (let at = 0; at < hash.length; at++) text += DIGITS[hash[at] as number] as string;
  return text;
}

/** Undefined for what is not 64 hex digits. */
export function fromHex(text: string): Uint8Array | undefined {
  if (!/^[0-9a-fA-F]{64}$/.test(text)) return undefined;
  return Uint8Array.from({ length: HASH_BYTES }, (_, at) => Number.parseInt(text.slice(2 * at, 2 * at + 2), 16));
}
