import { createCipheriv, createHash } from 'node:crypto';

/** So many bytes without a pattern, the same for the same seed. */
export function bytesOf(length: number, seed = 1): Uint8Array {
  const key = Buffer.alloc(16);
  key.writeUInt32BE(seed);
  return new Uint8Array(createCipheriv('aes-128-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(length)));
}

/** SHA-256 by the library of this machine. */
export function nativeSha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}
