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

function read(file: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../docs/${file}`, import.meta.url), 'utf8'));
}

/** The bytes of the Go codec, as the documentation ships them. */
const vectors = read('wire-vectors.json') as { readonly encode: readonly EncodeVector[]; readonly decode: readonly DecodeVector[] };
const extensions = read('extension-vectors.json') as { readonly encode: readonly Omit<EncodeVector, 'dialect'>[] };

export const encodeVectors = vectors.encode;
export const decodeVectors = vectors.decode;
export const extensionVectors = extensions.encode;

export function dialectOf(vector: Written): Dialect {
  return vector.dialect === 'reference' ? 'reference' : 'course';
}

/** Every datagram of the vectors. */
export const datagrams: readonly Uint8Array[] = [...vectors.encode, ...vectors.decode, ...extensions.encode].map((vector) =>
  fromHex(vector.hex),
);
