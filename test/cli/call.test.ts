import {
  type DescField,
  type DescMessage,
  equals,
  fromBinary,
  fromJson,
  type JsonValue,
  ScalarType,
  toBinary,
  toJson,
} from '@bufbuild/protobuf';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRequest } from '../../src/cli/call/request.js';
import { writeResponse } from '../../src/cli/call/response.js';
import { findMethod, type Method, messageType, methods } from '../../src/cli/call/schema.js';
import { TIME_FORMS } from '../../src/cli/call/times.js';

const read = (method: string, json: string) => readRequest(findMethod(method).input, json);

describe('a request in JSON', () => {
  test.each([
    ['SendMessage', '{"txt": "x"}', 'SendMessageRequest has no field "txt"; it has text, destination, requestId'],
    ['GetNode', '{"x": 1}', 'GetNodeRequest has no field "x"; it has none'],
    ['AwaitRumors', '{"origins": [{}, {"id": 1}]}', 'origins[1]: OriginStatus has no field "id"; it has origin, nextId'],
    ['ListMessages', '{"filter": {"kind": "RUMOR"}}', 'filter.kind: MessageKind has no value "RUMOR"; it has MESSAGE_KIND_UNSPECIFIED, '],
    ['ListMessages', '{"filter": {"kind": 99}}', 'filter.kind: MessageKind has no value 99; '],
    ['ListMessages', '{"filter": []}', 'filter: [] is not right here; it must be a MessageFilter: an object in braces'],
    ['ListMessages', '{"pageSize": 1.5}', 'pageSize: 1.5 is not right here; it must be a whole number from -2147483648 to 2147483647'],
    ['ListMessages', '{"pageSize": 2147483648}', 'pageSize: 2147483648 is not right'],
    ['ListMessages', '{"pageSize": "ten"}', 'pageSize: "ten" is not right'],
    ['SendMessage', '{"text": 1}', 'text: 1 is not right here; it must be a text in quotes'],
    ['SendMessage', '{"text": "\\ud800"}', 'text: '],
    ['SendMessage', `{"text": ${JSON.stringify(Array(100).fill(1))}}`, '… is not right'],
    ['WatchRumors', '{"beginning": "true"}', 'beginning: "true" is not right here; it must be true or false'],
    ['WatchRumors', '{"beginning": true, "now": true}', '"beginning" and "now" exclude each other'],
    ['SendMessage', '{"requestId": "a", "request_id": "b"}', '"requestId" and "request_id" exclude each other'],
    ['WatchRumors', '{"progressInterval": 5}', 'progressInterval: 5 is not right here; it must be a text such as "1.5s"'],
    ['WatchRumors', '{"progressInterval": "5"}', 'progressInterval: "5" is not right'],
    ['WatchRumors', '{"position": {"number": 18446744073709551615}}', 'to 18446744073709551615, in quotes'],
    ['WatchRumors', '{"position": {"number": "18446744073709551616"}}', 'position.number: '],
    ['WatchRumors', '{"position": {"number": -1}}', 'position.number: '],
    ['AwaitRumors', '{"origins": {"origin": "bob"}}', 'origins: {"origin":"bob"} is not right here; it must be a list in square brackets'],
    ['AwaitRumors', '{"origins": [null]}', 'origins[0]: null is not right'],
    ['SendMessage', '[]', '[] is not right here; it must be a SendMessageRequest'],
    ['SendMessage', 'hello', 'this is no SendMessageRequest in JSON: '],
    ['SendMessage', '', 'this is no SendMessageRequest in JSON: '],
  ])('%s %s is refused by what is wrong, and told what there is', (method, json, complaint) => {
    expect(() => read(method, json)).toThrow(complaint);
  });

  test('takes the names of JSON and those of the definitions; null is as good as nothing', () => {
    expect(read('SendMessage', '{"requestId": "r", "text": null}')).toEqual({ request_id: 'r' });
    expect(read('SendMessage', '{"request_id": "r"}')).toEqual({ request_id: 'r' });
  });

  test('takes numbers of 64 bits in quotes, whole', () => {
    const { definition } = findMethod('WatchRumors');
    const bytes = definition.requestSerialize(read('WatchRumors', '{"position": {"number": "18446744073709551615"}}'));
    expect(definition.requestDeserialize(bytes)).toEqual({ position: { number: '18446744073709551615' } });
  });
});

describe('times', () => {
  test.each([
    ['Timestamp', '1970-01-01T00:00:00Z', { seconds: '0', nanos: 0 }],
    ['Timestamp', '2026-11-02T10:11:12.131Z', { seconds: '1793614272', nanos: 131_000_000 }],
    ['Timestamp', '1969-12-31T23:59:59.000000001Z', { seconds: '-1', nanos: 1 }],
    ['Timestamp', '0001-01-01T00:00:00Z', { seconds: '-62135596800', nanos: 0 }],
    ['Timestamp', '9999-12-31T23:59:59.000010Z', { seconds: '253402300799', nanos: 10_000 }],
    ['Duration', '0s', { seconds: '0', nanos: 0 }],
    ['Duration', '1.500s', { seconds: '1', nanos: 500_000_000 }],
    ['Duration', '-1.000000001s', { seconds: '-1', nanos: -1 }],
    ['Duration', '315576000000s', { seconds: '315576000000', nanos: 0 }],
  ])('%s %s', (type, text, time) => {
    const form = TIME_FORMS.get(`google.protobuf.${type}`);
    expect(form?.read(text)).toEqual(time);
    expect(form?.write(time)).toBe(text);
  });

  test('a timestamp may have an offset, and a duration may be less than a second below zero', () => {
    expect(TIME_FORMS.get('google.protobuf.Timestamp')?.read('2026-11-02T11:11:12+01:00')).toEqual({ seconds: '1793614272', nanos: 0 });
    const duration = TIME_FORMS.get('google.protobuf.Duration');
    expect(duration?.write(duration.read('-0.5s') ?? {})).toBe('-0.500s');
  });

  test.each([
    ['Timestamp', ['2026-11-02', '2026-13-02T10:11:12Z', '2026-11-02T10:11:12', '0000-01-01T00:00:00Z', 'now', '']],
    ['Duration', ['1', '1.s', 's', '1.0000000001s', '315576000001s', '--1s']],
  ])('%s is nothing else', (type, texts) => {
    for (const text of texts) expect([text, TIME_FORMS.get(`google.protobuf.${type}`)?.read(text)]).toEqual([text, undefined]);
  });
});

/** Proto3 JSON of any message of a type, from its descriptor. */
function anyJson(type: DescMessage, depth = 3): fc.Arbitrary<JsonValue> {
  if (type.typeName === 'google.protobuf.Timestamp')
    return fc
      .date({ noInvalidDate: true, min: new Date(0) })
      .map((date) => date.toISOString())
      .filter((text) => text.length === 24);
  if (type.typeName === 'google.protobuf.Duration') return fc.integer({ min: -1e9, max: 1e9 }).map((ms) => `${ms / 1_000}s`);
  const members = type.fields.filter(({ oneof }) => oneof === undefined || oneof.fields.length === 1);
  const choices = type.oneofs.filter(({ fields }) => fields.length > 1);
  const plain = fc.record(Object.fromEntries(members.map((field) => [field.jsonName, anyField(field, depth)])), { requiredKeys: [] });
  const chosen = choices.map(({ fields }) =>
    fc.oneof(...fields.map((field) => anyField(field, depth).map((value) => ({ [field.jsonName]: value })))),
  );
  return fc.tuple(plain, ...chosen).map((parts) => Object.assign({}, ...parts) as JsonValue);
}

function anyField(field: DescField, depth: number): fc.Arbitrary<JsonValue> {
  if (field.fieldKind === 'list') return fc.array(anyValue(field, depth), { maxLength: 3 });
  if (field.fieldKind === 'map')
    return fc.dictionary(
      fc.string({ maxLength: 3 }).filter((key) => key !== '__proto__'),
      anyValue(field, depth),
      { maxKeys: 3 },
    );
  return anyValue(field, depth);
}

function anyValue(field: Pick<DescField, 'message' | 'enum' | 'scalar'>, depth: number): fc.Arbitrary<JsonValue> {
  if (field.message !== undefined)
    return depth === 0 && !TIME_FORMS.has(field.message.typeName) ? fc.constant({}) : anyJson(field.message, depth - 1);
  if (field.enum !== undefined) return fc.constantFrom(...field.enum.values.map(({ name }) => name));
  switch (field.scalar) {
    case ScalarType.BOOL:
      return fc.boolean();
    case ScalarType.BYTES:
      return fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('base64'));
    case ScalarType.DOUBLE:
      return fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0);
    case ScalarType.INT32:
      return fc.integer();
    case ScalarType.UINT32:
      return fc.nat(2 ** 32 - 1);
    case ScalarType.INT64:
      return fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n).map(String);
    case ScalarType.UINT64:
      return fc.bigInt(0n, 2n ** 64n - 1n).map(String);
    default:
      return fc.string({ unit: 'binary' });
  }
}

describe('beside the reflective runtime of @bufbuild/protobuf', () => {
  test.each(methods().map((method): [string, Method] => [method.name, method]))(
    '%s: requests become the same bytes’ message, responses the same JSON',
    (_, method) => {
      const { definition, input, output } = method;
      fc.assert(
        fc.property(anyJson(input), anyJson(output), (asked, answered) => {
          const expected = fromJson(input, asked);
          const sent = fromBinary(input, definition.requestSerialize(readRequest(input, JSON.stringify(asked))));
          expect(equals(input, sent, expected)).toBe(true);
          const answer = fromJson(output, answered);
          const written = writeResponse(output, definition.responseDeserialize(Buffer.from(toBinary(output, answer))));
          expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(toJson(output, answer))));
        }),
        { numRuns: 30 },
      );
    },
  );

  test('the details of an error are read with what they hold', () => {
    const info = messageType('google.rpc.ErrorInfo').serialize({ reason: 'TEXT_TOO_LONG', domain: 'peerster' });
    const bytes = messageType('google.rpc.Status').serialize({
      code: 3,
      details: [{ type_url: 'type.googleapis.com/google.rpc.ErrorInfo', value: info }],
    });
    expect(messageType('google.rpc.Status').deserialize(bytes)).toMatchObject({ details: [{ reason: 'TEXT_TOO_LONG' }] });
  });
});
