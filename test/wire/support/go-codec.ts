/**
 * A decoder in the manner of the Go nodes' codec, for tests: it walks over the fields of a struct and the fields of the bytes at once,
 * forward only, so a field that comes too early or too late is dropped. Numbers that do not fit are not its concern.
 */
type Kind = 'text' | 'number' | 'bytes' | 'numbers' | 'texts' | Message | Message[];
type Message = readonly Field[];
type Field = readonly [number: number, name: string, kind: Kind];
export type GoValue = { [name: string]: unknown };

const simple: Message = [
  [1, 'OriginalName', 'text'],
  [2, 'RelayPeerAddr', 'text'],
  [3, 'Contents', 'text'],
];
const rumor: Message = [
  [1, 'Origin', 'text'],
  [2, 'ID', 'number'],
  [3, 'Text', 'text'],
];
const want: Message = [
  [1, 'Identifier', 'text'],
  [2, 'NextID', 'number'],
];
const request: Message = [
  [1, 'Origin', 'text'],
  [2, 'Destination', 'text'],
  [3, 'HopLimit', 'number'],
  [4, 'HashValue', 'bytes'],
];
const searchRequest: Message = [
  [1, 'Origin', 'text'],
  [2, 'Budget', 'number'],
  [3, 'Keywords', 'texts'],
];
const result: Message = [
  [1, 'FileName', 'text'],
  [2, 'MetafileHash', 'bytes'],
  [3, 'ChunkMap', 'numbers'],
  [4, 'ChunkCount', 'number'],
];
const searchReply: Message = [...request.slice(0, 3), [4, 'Results', [result]]];

function gossipPacket(status: Message, third: string, fourth: string): Message {
  const text: Message = [
    [1, 'Origin', 'text'],
    [2, 'ID', 'number'],
    [3, third, 'text'],
    [4, fourth, 'text'],
    [5, 'HopLimit', 'number'],
  ];
  const names = ['Simple', 'Rumor', 'Status', 'Private', 'DataRequest', 'DataReply', 'SearchRequest', 'SearchReply'];
  const kinds = [simple, rumor, status, text, request, [...request, [5, 'Data', 'bytes'] as const], searchRequest, searchReply];
  return kinds.map((kind, i) => [i + 1, names[i] as string, kind] as const);
}

const course = gossipPacket([[1, 'Want', [want]]], 'Text', 'Destination');
const reference = gossipPacket(
  [
    [1, 'Want', [want]],
    [2, 'Route', 'text'],
  ],
  'Destination',
  'Text',
);

/** What a Go node reads. Throws where its decoder returns an error. Sub-messages that are absent are left out. */
export function goDecode(bytes: Uint8Array, dialect: 'course' | 'reference'): GoValue {
  return fields(bytes, dialect === 'course' ? course : reference, {});
}

function fields(bytes: Uint8Array, message: Message, into: GoValue): GoValue {
  const cursor = { at: 0 };
  let next = 0;
  while (cursor.at < bytes.length) {
    const key = varint(bytes, cursor);
    while (next < message.length && (message[next] as Field)[0] < Math.floor(key / 8)) next++;
    const field = message[next];
    const value = readValue(bytes, cursor, key % 8);
    if (field !== undefined && field[0] === Math.floor(key / 8)) put(into, field[1], field[2], value);
  }
  return into;
}

function readValue(bytes: Uint8Array, cursor: { at: number }, wire: number): number | Uint8Array {
  if (wire === 0) return varint(bytes, cursor);
  if (wire !== 2) throw new Error(`wire type ${wire} is not used by GossipPacket`);
  const length = varint(bytes, cursor);
  if (length > bytes.length - cursor.at) throw new Error('bad protobuf length-delimited value');
  cursor.at += length;
  return bytes.subarray(cursor.at - length, cursor.at);
}

function varint(bytes: Uint8Array, cursor: { at: number }): number {
  for (let value = 0, scale = 1; ; scale *= 128) {
    const byte = bytes[cursor.at++];
    if (byte === undefined) throw new Error('bad protobuf length-delimited value');
    value += (byte % 128) * scale;
    if (byte < 128) return value;
  }
}

function put(into: GoValue, name: string, kind: Kind, value: number | Uint8Array): void {
  if ((typeof value === 'number') !== (kind === 'number')) throw new Error(`bad wiretype for ${name}`);
  if (typeof value === 'number') into[name] = value;
  else if (kind === 'text') into[name] = text(value);
  else if (kind === 'bytes') into[name] = `hex:${Buffer.from(value).toString('hex')}`;
  else if (kind === 'texts') (into[name] as unknown[]).push(text(value));
  else if (kind === 'numbers') numbers(value, into[name] as unknown[]);
  else if (isRepeated(kind))
    into[name] = [...((into[name] as unknown[] | null) ?? []), fields(value, kind[0] as Message, zero(kind[0] as Message))];
  else into[name] = fields(value, kind as Message, (into[name] as GoValue | undefined) ?? zero(kind as Message));
}

function numbers(bytes: Uint8Array, into: unknown[]): void {
  const cursor = { at: 0 };
  while (cursor.at < bytes.length) into.push(varint(bytes, cursor));
}

function text(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

function isRepeated(kind: Kind): kind is Message[] {
  return Array.isArray(kind) && Array.isArray(kind[0]) && Array.isArray((kind[0] as unknown[])[0]);
}

function zero(message: Message): GoValue {
  const zeros = { text: '', number: 0, bytes: 'hex:' } as const;
  return Object.fromEntries(
    message.map(([, name, kind]) => {
      if (kind === 'texts' || kind === 'numbers') return [name, []];
      return [name, typeof kind === 'string' ? zeros[kind] : isRepeated(kind) ? null : undefined];
    }),
  );
}
