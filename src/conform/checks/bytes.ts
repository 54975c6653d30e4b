// Pieces of protobuf written by hand, for datagrams that no codec writes. Lengths and numbers are below 128 where nothing else is said.

/** Fields one after the other. */
export function join(...fields: readonly (readonly number[])[]): readonly number[] {
  return fields.flat();
}

export function number(field: number, value: number): readonly number[] {
  return [...tag(field, 0), value];
}

export function text(field: number, value: string): readonly number[] {
  return block(field, [...new TextEncoder().encode(value)]);
}

export function message(field: number, ...fields: readonly (readonly number[])[]): readonly number[] {
  return block(field, join(...fields));
}

function block(field: number, bytes: readonly number[]): readonly number[] {
  return [...tag(field, 2), bytes.length, ...bytes];
}

function tag(field: number, wireType: number): readonly number[] {
  const value = (field << 3) | wireType;
  return value < 128 ? [value] : [(value & 0x7f) | 0x80, value >>> 7];
}
