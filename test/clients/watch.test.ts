import { ClientError, Status } from 'nice-grpc';
import { describe, expect, test } from 'vitest';
import type { Connection } from '../../clients/typescript/src/connect.js';
import { Seen } from '../../clients/typescript/src/seen.js';
import { watch } from '../../clients/typescript/src/watch.js';
import { Message, MessageKind, type WatchRumorsRequest, WatchRumorsResponse } from '../../src/gen/peerster/v1/node.js';

const RELAY = '127.0.0.1:5000';

function message(origin: string, id: number, position: number, relayAddress = RELAY): Message {
  return Message.fromPartial({
    kind: MessageKind.MESSAGE_KIND_RUMOR,
    origin,
    id,
    text: `${origin} ${id}`,
    relayAddress,
    position: BigInt(position),
  });
}

function next(incarnation: string, number: number) {
  return { incarnation, number: BigInt(number) };
}

const subscribed = (incarnation: string, number: number, restarted = false) =>
  WatchRumorsResponse.fromPartial({ event: { $case: 'subscribed', value: { restarted } }, next: next(incarnation, number) });

const live = (incarnation: string, number: number, ...messages: Message[]) =>
  WatchRumorsResponse.fromPartial({ event: { $case: 'messages', value: { messages } }, next: next(incarnation, number) });

const cut = (code = Status.UNAVAILABLE) => new ClientError('/watch', code, 'cut');

/** A connection whose WatchRumors plays one script after the other: responses, and an error where it is cut. */
function scripted(scripts: readonly (readonly (WatchRumorsResponse | Error)[])[], held: readonly [string, number][] = []) {
  const requests: WatchRumorsRequest['start'][] = [];
  async function* watchRumors({ start }: { start: WatchRumorsRequest['start'] }): AsyncGenerator<WatchRumorsResponse> {
    requests.push(start);
    for (const step of scripts[requests.length - 1] ?? [cut(Status.OUT_OF_RANGE)]) {
      if (step instanceof Error) throw step;
      yield step;
    }
  }
  const getStatus = async () => ({ origins: held.map(([origin, nextId]) => ({ origin, nextId })) });
  return { requests, connection: { address: 'x', node: { watchRumors, getStatus }, close: () => {} } as unknown as Connection };
}

/** What a watch yields until it ends with OUT_OF_RANGE, as the scripts here all do. */
async function texts(connection: Connection, options: Parameters<typeof watch>[1] = {}): Promise<string[]> {
  const all: string[] = [];
  await expect(async () => {
    for await (const { text } of watch(connection, options)) all.push(text);
  }).rejects.toThrow(/OUT_OF_RANGE/);
  return all;
}

describe('watching a node', () => {
  test('goes on at the last position after a cut', async () => {
    const { connection, requests } = scripted([
      [subscribed('one', 5), live('one', 6, message('a', 1, 5)), cut()],
      [cut()],
      [subscribed('one', 6), live('one', 8, message('a', 2, 6), message('b', 1, 7)), cut(Status.INTERNAL)],
      [subscribed('one', 8), cut(Status.OUT_OF_RANGE)],
    ]);
    const told: boolean[] = [];
    expect(await texts(connection, { onSubscribed: (again) => told.push(again) })).toEqual(['a 1', 'a 2', 'b 1']);
    expect(requests).toEqual([
      { $case: 'now', value: true },
      { $case: 'position', value: next('one', 6) },
      { $case: 'position', value: next('one', 6) },
      { $case: 'position', value: next('one', 8) },
    ]);
    expect(told).toEqual([false, true, true]);
  });

  test('leaves out what a restarted node tells again, and nothing else', async () => {
    const { connection } = scripted(
      [
        [subscribed('one', 9), live('one', 10, message('a', 4, 9)), cut()],
        [
          subscribed('two', 0, true),
          live('two', 4, message('b', 1, 0), message('a', 1, 1), message('a', 4, 2), message('b', 7, 3)),
          live('two', 5, message('a', 5, 4)),
          cut(Status.OUT_OF_RANGE),
        ],
      ],
      [
        ['a', 4],
        ['b', 7],
      ],
    );
    expect(await texts(connection)).toEqual(['a 4', 'b 7', 'a 5']);
  });

  test('from the beginning misses nothing that was there before', async () => {
    const { connection, requests } = scripted(
      [
        [subscribed('one', 0), live('one', 1, message('a', 1, 0)), cut()],
        [subscribed('two', 0, true), live('two', 2, message('a', 1, 0), message('b', 1, 1)), cut(Status.OUT_OF_RANGE)],
      ],
      [
        ['a', 2],
        ['b', 2],
      ],
    );
    expect(await texts(connection, { from: 'beginning' })).toEqual(['a 1', 'b 1']);
    expect(requests[0]).toEqual({ $case: 'beginning', value: true });
  });

  test('fails at once when the first subscription does', async () => {
    const { connection, requests } = scripted([[cut()]]);
    await expect(watch(connection).next()).rejects.toThrow(/UNAVAILABLE/);
    expect(requests).toHaveLength(1);
  });

  test('ends quietly when it is told to, also between two attempts', async () => {
    const stop = new AbortController();
    const { connection } = scripted([[subscribed('one', 0), cut()]]);
    const watching = watch(connection, { signal: stop.signal, onCut: () => stop.abort() });
    expect(await watching.next()).toEqual({ done: true, value: undefined });
  });
});

describe('what was seen', () => {
  test('lets a message pass that the restarted node published itself under an old id', () => {
    const seen = new Seen();
    expect(seen.add(message('a', 1, 0, ''))).toBe(true);
    seen.restart();
    expect(seen.add(message('a', 1, 0, ''))).toBe(true);
    expect(seen.add(message('a', 1, 1))).toBe(false);
  });

  test('does not hold back what has no id', () => {
    const seen = new Seen();
    seen.restart();
    const simple = Message.fromPartial({ kind: MessageKind.MESSAGE_KIND_SIMPLE, origin: 'a', text: 'x', relayAddress: RELAY });
    expect([seen.add(simple), seen.add(simple)]).toEqual([true, true]);
  });
});
