import { ScalarType } from '@bufbuild/protobuf';

/** The types of whole numbers. */
const WHOLE: Readonly<Partial<Record<ScalarType, { readonly bits: 32 | 64; readonly signed: boolean }>>> = {
  [ScalarType.INT32]: { bits: 32, signed: true },
  [ScalarType.SINT32]: { bits: 32, signed: true },
  [ScalarType.SFIXED32]: { bits: 32, signed: true },
  [ScalarType.UINT32]: { bits: 32, signed: false },
  [ScalarType.FIXED32]: { bits: 32, signed: false },
  [ScalarType.INT64]: { bits: 64, signed: true },
  [ScalarType.SINT64]: { bits: 64, signed: true },
  [ScalarType.SFIXED64]: { bits: 64, signed: true },
  [ScalarType.UINT64]: { bits: 64, signed: false },
  [ScalarType.FIXED64]: { bits: 64, signed: false },
};

/** A value of proto3 JSON as proto-loader takes it; undefined where it is none of this type, which proto-loader would bend to fit. */
export function readScalar(type: ScalarType, json: unknown): unknown {
  if (type === ScalarType.STRING) return typeof json === 'string' && !/\p{Cs}/u.test(json) ? json : undefined;
  if (type === ScalarType.BOOL) return typeof json === 'boolean' ? json : undefined;
  if (type === ScalarType.BYTES) return typeof json === 'string' && BASE64.test(json) ? Buffer.from(json, 'base64') : undefined;
  return isFloat(type) ? readFloat(json) : readWhole(type, json);
}

const BASE64 = /^[\w+/-]*={0,2}$/;

function isFloat(type: ScalarType): boolean {
  return type === ScalarType.FLOAT || type === ScalarType.DOUBLE;
}

/** What to write for a type. */
export function scalarForm(type: ScalarType): string {
  if (type === ScalarType.STRING) return 'a text in quotes';
  if (type === ScalarType.BOOL) return 'true or false';
  if (type === ScalarType.BYTES) return 'base64 in quotes';
  if (isFloat(type)) return 'a number';
  const { bits, least, most } = boundsOf(type);
  return `a whole number from ${least} to ${most}${bits === 64 ? ', in quotes' : ''}`;
}

function readFloat(json: unknown): number | undefined {
  if (typeof json === 'string' && /^(NaN|-?Infinity)$/.test(json)) return Number(json);
  const number = typeof json === 'string' && json.trim() !== '' ? Number(json) : json;
  return typeof number === 'number' && !Number.isNaN(number) ? number : undefined;
}

function readWhole(type: ScalarType, json: unknown): number | string | undefined {
  // Beyond this a number without quotes has lost digits already.
  const exact = typeof json === 'number' ? Number.isSafeInteger(json) : typeof json === 'string' && /^-?\d+$/.test(json);
  if (!exact) return undefined;
  const value = BigInt(json as number | string);
  const { bits, least, most } = boundsOf(type);
  if (value < least || value > most) return undefined;
  return bits === 64 ? String(value) : Number(value);
}

function boundsOf(type: ScalarType): { bits: 32 | 64; least: bigint; most: bigint } {
  const { bits, signed } = WHOLE[type] as { bits: 32 | 64; signed: boolean };
  const values = 1n << BigInt(bits);
  return signed ? { bits, least: -values / 2n, most: values / 2n - 1n } : { bits, least: 0n, most: values - 1n };
}
