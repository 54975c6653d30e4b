export function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A length-delimited field in hex: its tag, the length of the body (under 128 bytes), the body. Spaces do not count. */
export function field(tag: string, ...body: readonly string[]): string {
  const joined = body.join('').replaceAll(' ', '');
  return tag + (joined.length / 2).toString(16).padStart(2, '0') + joined;
}
