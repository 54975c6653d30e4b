import { Status } from 'nice-grpc';
import { expect, test } from 'vitest';
import { Log } from '../../src/core/log/log.js';
import { MessageKind } from '../../src/gen/peerster/v1/node.js';
import { FakeControl } from './fake-control.js';
import { type NodeClient, refusal, serve } from './harness.js';

function filled(count: number, options: ConstructorParameters<typeof FakeControl>[0] = {}): FakeControl {
  const control = new FakeControl(options);
  for (let i = 0; i < count; i++) control.accept(i % 3 === 0 ? 'bob' : 'cid', `text ${i}`, { host: '127.0.0.1', port: 5001 });
  return control;
}

async function allPages(
  client: NodeClient,
  request: { pageSize?: number; filter?: { origin?: string; kind?: MessageKind } },
): Promise<string[][]> {
  const pages: string[][] = [];
  let pageToken = '';
  do {
    const page = await client.listMessages({ ...request, pageToken });
    pages.push(page.messages.map(({ text }) => text));
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  return pages;
}

test('ListMessages tells everything about a message', async () => {
  const control = new FakeControl();
  control.accept('bob', 'from afar', { host: '::1', port: 5001 });
  control.accept('ann', 'own');
  control.accept('cid', 'plain', { host: '10.0.0.1', port: 80 }, 'simple');
  const { client } = await serve(control);
  const { messages, nextPageToken, readTo } = await client.listMessages({});
  expect(messages[0]).toEqual({
    kind: MessageKind.MESSAGE_KIND_RUMOR,
    origin: 'bob',
    id: 1,
    text: 'from afar',
    relayAddress: '[::1]:5001',
    acceptTime: { seconds: 1_700_000_000n, nanos: 251_000_000 },
    position: 0n,
    destination: '',
  });
  expect(messages[1]).toMatchObject({ origin: 'ann', relayAddress: '', position: 1n });
  expect(messages[2]).toMatchObject({ kind: MessageKind.MESSAGE_KIND_SIMPLE, relayAddress: '10.0.0.1:80' });
  expect({ nextPageToken, readTo }).toEqual({ nextPageToken: '', readTo: { incarnation: 'first-run', number: 3n } });
});

test('pages follow one another without a gap and without a repeat', async () => {
  const { client } = await serve(filled(25));
  const pages = await allPages(client, { pageSize: 10 });
  expect(pages.map((page) => page.length)).toEqual([10, 10, 5]);
  expect(pages.flat()).toEqual(Array.from({ length: 25 }, (_, i) => `text ${i}`));
});

test('page_size 0 means 100, and over 1,000 means 1,000', async () => {
  const { client } = await serve(filled(1_200));
  expect((await client.listMessages({})).messages).toHaveLength(100);
  expect((await client.listMessages({ pageSize: 2 ** 31 - 1 })).messages).toHaveLength(1_000);
});

test('a page ends at about 1 MiB', async () => {
  const control = new FakeControl();
  for (let i = 0; i < 300; i++) control.accept('bob', 'x'.repeat(8_192));
  const { client } = await serve(control);
  const pages = await allPages(client, { pageSize: 1_000 });
  expect(pages.flat()).toHaveLength(300);
  for (const page of pages) expect(page.length).toBeLessThanOrEqual(130);
});

test('a page of texts that take three bytes a character is still one that clients accept', async () => {
  const control = new FakeControl();
  for (let i = 0; i < 500; i++) control.accept('bob', '語'.repeat(2_730));
  const { client } = await serve(control);
  expect((await allPages(client, { pageSize: 1_000 })).flat()).toHaveLength(500);
});

test('a filter by origin and kind gives just what matches', async () => {
  const control = filled(9);
  control.accept('bob', 'plain', undefined, 'simple');
  const { client } = await serve(control);
  expect((await allPages(client, { pageSize: 2, filter: { origin: 'bob' } })).flat()).toEqual(['text 0', 'text 3', 'text 6', 'plain']);
  expect((await allPages(client, { filter: { kind: MessageKind.MESSAGE_KIND_SIMPLE } })).flat()).toEqual(['plain']);
  expect((await allPages(client, { filter: { origin: 'cid', kind: MessageKind.MESSAGE_KIND_SIMPLE } })).flat()).toEqual([]);
});

test('an empty log is an empty page', async () => {
  const { client } = await serve();
  expect(await client.listMessages({})).toEqual({ messages: [], nextPageToken: '', readTo: { incarnation: 'first-run', number: 0n } });
});

test.each([
  ['a negative page_size', { pageSize: -1 }],
  ['a page_token that is none', { pageToken: 'garbage' }],
  ['a page_token with a huge number', { pageToken: Buffer.from(`${'9'.repeat(30)} first-run`).toString('base64url') }],
  ['a filter by a kind that does not exist', { filter: { kind: MessageKind.UNRECOGNIZED } }],
])('ListMessages refuses %s', async (_what, request) => {
  const { client } = await serve(filled(3));
  expect(await refusal(client.listMessages(request))).toMatchObject({ code: Status.INVALID_ARGUMENT, reason: 'INVALID_REQUEST' });
});

test('a page that is no longer kept is OUT_OF_RANGE and the error has the oldest position', async () => {
  const control = filled(10, { log: new Log(10) });
  const { client } = await serve(control);
  const { nextPageToken: pageToken } = await client.listMessages({ pageSize: 2 });
  for (let i = 0; i < 8; i++) control.accept('bob', 'more');
  expect(await refusal(client.listMessages({ pageToken }))).toMatchObject({
    code: Status.OUT_OF_RANGE,
    reason: 'POSITION_GONE',
    facts: { oldest: '8' },
  });
});

test('a page_token of an earlier run of the node is OUT_OF_RANGE', async () => {
  const { client: before } = await serve(filled(5));
  const { nextPageToken: pageToken } = await before.listMessages({ pageSize: 2 });
  const { client: after } = await serve(filled(5, { incarnation: 'second-run' }));
  expect(await refusal(after.listMessages({ pageToken }))).toMatchObject({ code: Status.OUT_OF_RANGE, reason: 'POSITION_GONE' });
});

test('a page_token beyond the end of the log is OUT_OF_RANGE', async () => {
  const { client } = await serve(filled(3));
  const pageToken = Buffer.from('4 first-run').toString('base64url');
  expect(await refusal(client.listMessages({ pageToken }))).toMatchObject({ code: Status.OUT_OF_RANGE, reason: 'POSITION_AHEAD' });
});
