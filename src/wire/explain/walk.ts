import type { Dialect } from '../../core/packet.js';
import { isMessage, type KnownField, knownField, type MessageName } from './schema.js';

export type WireName = 'varint' | 'fixed64' | 'bytes' | 'fixed32';

/** A field as it stands in the datagram. */
export interface ExplainedField {
  /** Of the field's first byte in the datagram, from 0. */
  readonly offset: number;
  /** Of the whole field. */
  readonly bytes: number;
  readonly number: number;
  /** As in proto/peerster/v1/gossip.proto; null: not known, and skipped. */
  readonly name: string | null;
  readonly wireType: WireName;
  /** Bytes are in hex, numbers above 2⁵³−1 in decimal as a text, the fields of a message in the order in which they came. */
  readonly value: FieldValue;
}

export type FieldValue =
  | { readonly text: string; readonly utf8: boolean }
  | { readonly number: number | string }
  | { readonly numbers: readonly (number | string)[] }
  | { readonly hex: string }
  | { readonly message: MessageName; readonly fields: readonly ExplainedField[] };

/** Where and why reading has to stop. */
export class Fault {
  constructor(
    readonly offset: number,
    readonly what: string,
  ) {}
}

const WIRE_NAMES: readonly (WireName | undefined)[] = ['varint', 'fixed64', 'bytes', undefined, undefined, 'fixed32'];
const UINT32 = 2n ** 32n - 1n;
const UINT53 = BigInt(Number.MAX_SAFE_INTEGER);
const UINT64 = 2n ** 64n - 1n;

/** Reads a datagram slowly and says what it sees. The same rules as the codec's, told a second time so that each checks the other. */
export class Walk {
  fault: Fault | undefined;
  private at = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly dialect: Dialect,
  ) {}

  /** The fields up to the end, or up to the fault. */
  packet(): readonly ExplainedField[] {
    return this.fields('GossipPacket', this.bytes.length);
  }

  private fields(message: MessageName, end: number): readonly ExplainedField[] {
    const fields: ExplainedField[] = [];
    while (this.at < end && this.fault === undefined) {
      const field = this.field(message, end);
      if (field !== undefined) fields.push(field);
    }
    return fields;
  }

  private field(message: MessageName, end: number): ExplainedField | undefined {
    const offset = this.at;
    const tag = Number(this.varint(end, UINT32, 'a tag'));
    const number = Math.floor(tag / 8);
    const wireType = WIRE_NAMES[tag % 8];
    if (this.fault !== undefined) return undefined;
    if (number === 0) return this.stop(offset, 'there is no field 0');
    if (wireType === undefined) return this.stop(offset, `wire type ${tag % 8} is not used`);
    const known = knownField(message, number, this.dialect);
    const value = this.value(known, wireType, end, offset);
    return value && { offset, bytes: this.at - offset, number, name: known?.name ?? null, wireType, value };
  }

  private value(known: KnownField | undefined, wireType: WireName, end: number, offset: number): FieldValue | undefined {
    if (known !== undefined && !fits(known, wireType)) {
      return this.stop(offset, `${known.name} is written as ${wireType}; it must be ${mustBe(known)}`);
    }
    if (wireType === 'varint') return this.number(known, end);
    if (wireType === 'bytes') return this.delimited(known, end);
    return this.fixed(wireType === 'fixed32' ? 4 : 8, end);
  }

  private number(known: KnownField | undefined, end: number): FieldValue | undefined {
    const max = known === undefined ? UINT64 : known.kind === 'uint32' || known.kind === 'bool' ? UINT32 : UINT53;
    const number = plain(this.varint(end, max, known?.name ?? 'a number'));
    if (this.fault !== undefined) return undefined;
    return known?.kind === 'numbers' ? { numbers: [number] } : { number };
  }

  private delimited(known: KnownField | undefined, end: number): FieldValue | undefined {
    const offset = this.at;
    const length = Number(this.varint(end, UINT32, 'a length'));
    if (this.fault !== undefined) return undefined;
    const left = end - this.at;
    if (length > left) return this.stop(offset, `${known?.name ?? 'a field'} claims ${length} bytes where ${left} are left`);
    return this.body(known, this.at + length);
  }

  private body(known: KnownField | undefined, end: number): FieldValue {
    if (known !== undefined && isMessage(known.kind)) return { message: known.kind, fields: this.fields(known.kind, end) };
    if (known?.kind === 'numbers') return this.numbers(known.name, end);
    const body = this.bytes.subarray(this.at, end);
    this.at = end;
    return known?.kind === 'text' ? text(body) : { hex: hex(body) };
  }

  private numbers(name: string, end: number): FieldValue {
    const numbers: (number | string)[] = [];
    while (this.at < end && this.fault === undefined) numbers.push(plain(this.varint(end, UINT53, name)));
    return { numbers };
  }

  private fixed(length: number, end: number): FieldValue | undefined {
    if (length > end - this.at) return this.stop(this.at, `${length} bytes are announced where ${end - this.at} are left`);
    this.at += length;
    return { hex: hex(this.bytes.subarray(this.at - length, this.at)) };
  }

  private varint(end: number, max: bigint, what: string): bigint {
    const offset = this.at;
    let value = 0n;
    for (let i = 0n; i < 10n && this.at < end; i++) {
      const byte = BigInt(this.bytes[this.at++] as number);
      value |= (byte & 0x7fn) << (7n * i);
      if (byte > 0x7fn) continue;
      if (value > max) this.stop(offset, `${what} is ${value}; the most is ${max}`);
      return value;
    }
    this.stop(offset, this.at < end ? `${what} goes on for more than ten bytes` : `${what} ends in the middle`);
    return 0n;
  }

  private stop(offset: number, what: string): undefined {
    this.fault ??= new Fault(offset, what);
  }
}

function fits(known: KnownField, wireType: WireName): boolean {
  return known.kind === 'numbers' ? wireType === 'bytes' || wireType === 'varint' : wireType === mustBe(known);
}

function mustBe(known: KnownField): WireName {
  return known.kind === 'uint32' || known.kind === 'uint53' || known.kind === 'bool' ? 'varint' : 'bytes';
}

function plain(value: bigint): number | string {
  return value <= UINT53 ? Number(value) : String(value);
}

function text(body: Uint8Array): FieldValue {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(body);
  const again = new TextEncoder().encode(text);
  return { text, utf8: again.length === body.length && again.every((byte, i) => byte === body[i]) };
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
