import { readFileSync } from 'node:fs';
import type { Dialect } from '../../../src/core/packet.js';
import { fromHex } from './hex.js';

interface Written {
  readonly name: string;
  readonly dialect: string;
  readonly hex: string;
}

interface EncodeVector extends Written {
  readonly value: object;
}

interface DecodeVector extends Written {
  readonly note: string;
  readonly go_codec: { readonly error: string; readonly value: object };
}

const file = new URL('../../../docs/wire-vectors.json', import.meta.url);

/** The bytes of the Go codec, as the documentation ships them. */
export const vectors = JSON.parse(readFileSync(file, 'utf8')) as {
  readonly encode: readonly EncodeVector[];
  readonly decode: readonly DecodeVector[];
};

export const encodeVectors = vectors.encode;
export const decodeVectors = vectors.decode;

export function dialectOf(vector: Written): Dialect {
  return vector.dialect === 'reference' ? 'reference' : 'course';
}

/** Every datagram of the vectors. */
export const datagrams: readonly Uint8Array[] = [...vectors.encode, ...vectors.decode].map((vector) => fromHex(vector.hex));
