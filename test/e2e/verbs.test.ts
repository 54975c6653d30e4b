import { afterEach, describe, expect, test } from 'vitest';
import { PROGRAM } from '../support/build.js';
import { Programs } from './processes.js';

const programs = new Programs();
afterEach(() => programs.killAll());

describe('the friendly verbs', () => {
  test('publish, list and tell peers, as tables and as JSON', async () => {
    const alice = await programs.node('-name=alice');
    const bob = await programs.node('-name=bob', `-peers=${alice.is.gossipAddress}`);
    const at = ['--address', alice.is.uiAddress];
    expect(await programs.finish('send', 'hello', ...at)).toEqual({ status: 0, lines: ['published as rumor 1 of alice'], complaints: [] });
    const second = await programs.finish('send', 'a\tb\nc', '--json', ...at);
    expect(JSON.parse(second.lines[0] as string)).toMatchObject({ origin: 'alice', id: 2, position: { number: '1' } });
    await bob.until(({ stdout }) => stdout.includes('ID 2 contents'));

    const atBob = ['--address', bob.is.uiAddress];
    const table = await programs.finish('messages', ...atBob);
    expect(table.lines).toHaveLength(3);
    expect(table.lines[1]).toMatch(new RegExp(`^0 +\\d\\d:\\d\\d:\\d\\d\\.\\d{3} +alice +1 +${alice.is.gossipAddress} +hello$`));
    expect(table.lines[2]).toMatch(/a\tb\\nc$/);
    const json = await programs.finish('messages', '--json', '--origin', 'alice', ...atBob);
    expect(json.lines.map((line) => (JSON.parse(line) as { text: string }).text)).toEqual(['hello', 'a\tb\nc']);
    expect((await programs.finish('messages', '--json', '--origin', 'bob', ...atBob)).lines).toEqual([]);

    expect((await programs.finish('peers', ...at)).lines[1]).toMatch(
      new RegExp(`^${bob.is.gossipAddress} +learnt +[\\d.]+ s ago +peerster$`),
    );
    expect((await programs.finish('peers', 'add', '127.0.0.1:9', ...at)).lines).toEqual(['added 127.0.0.1:9']);
    const itself = await programs.finish('peers', 'add', alice.is.gossipAddress, ...at);
    expect([itself.status, itself.lines, itself.complaints]).toEqual([0, [], [expect.stringContaining('is the node itself')]]);
    expect((await programs.finish('peers', '--json', ...at)).lines.map((line) => JSON.parse(line))).toMatchObject([
      { address: '127.0.0.1:9', configured: true },
      { address: bob.is.gossipAddress },
    ]);
    expect((await programs.finish('peers', 'remove', '127.0.0.1:9', ...at)).status).toBe(0);
    const unknown = await programs.finish('peers', 'remove', '127.0.0.1:9', ...at);
    expect([unknown.status, unknown.complaints]).toEqual([1, [expect.stringContaining('NOT_FOUND')]]);
  });

  test('write to one node, list the conversation at both ends, and tell the routes', async () => {
    const alice = await programs.node('-name=alice', '-rtimer=60');
    const bob = await programs.node('-name=bob', '-rtimer=60', `-peers=${alice.is.gossipAddress}`);
    const [at, atBob] = [alice, bob].map(({ is }) => ['--address', is.uiAddress]) as [string[], string[]];
    await bob.until(({ stdout }) => stdout.includes('RUMOR origin alice'));
    expect((await programs.finish('routes', ...atBob)).lines[1]).toMatch(new RegExp(`^alice +${alice.is.gossipAddress} +1$`));
    const sent = await programs.finish('private', 'alice', 'only for you', ...atBob);
    expect(sent).toEqual({ status: 0, lines: ['sent to alice as a private message of bob'], complaints: [] });
    await alice.until(({ stdout }) => stdout.includes('PRIVATE origin bob hop-limit 9 contents only for you\n'));
    expect(bob.stdout).toContain('CLIENT MESSAGE only for you dest alice\n');
    const [heard, said] = [await programs.finish('private', 'bob', ...at), await programs.finish('private', ...atBob)];
    expect(heard.lines[1]).toMatch(new RegExp(`^0 +[\\d:.]+ +bob +alice +${bob.is.gossipAddress} +only for you$`));
    expect(said.lines[1]).toMatch(/^0 +[\d:.]+ +bob +alice +- +only for you$/);
    const lost = await programs.finish('private', 'nobody', 'hello?', ...at);
    expect([lost.status, lost.complaints]).toEqual([1, [expect.stringContaining('NOT_FOUND: there is no route to "nobody"')]]);
    const excused = await programs.finish('client', `-UIPort=${at[1]?.split(':')[1]}`, '-msg=hello?', '-dest=nobody');
    expect([excused.status, excused.complaints]).toEqual([0, [expect.stringContaining('no route to "nobody"')]]);
    await alice.until(({ stdout }) => stdout.split('CLIENT MESSAGE hello? dest nobody\n').length === 3);
  });

  test('search for files of other nodes, and leave a search of the course client to its node', async () => {
    const alice = await programs.node('-name=alice', '-rtimer=60');
    const bob = await programs.node('-name=bob', '-rtimer=60', `-peers=${alice.is.gossipAddress}`);
    await bob.until(({ stdout }) => stdout.includes('RUMOR origin alice'));
    await alice.until(({ stdout }) => stdout.includes('RUMOR origin bob'));
    const atBob = ['--address', bob.is.uiAddress];
    for (const name of ['one report', 'another report']) {
      const file = `{"name": "${name}"}\n{"data": "${Buffer.from(name).toString('base64')}"}`;
      expect((await programs.finish('call', 'ShareFile', file, '--address', alice.is.uiAddress)).status).toBe(0);
    }
    const search = await programs.finish('search', 'rep*t', '--budget', '5', ...atBob);
    expect([search.status, search.complaints]).toEqual([0, ['peerster search: finished: 2 full matches']]);
    expect(search.lines.toSorted()).toEqual([
      expect.stringMatching(/^[0-9a-f]{64} {2}another report {2}at alice: all of it$/),
      expect.stringMatching(/^[0-9a-f]{64} {2}one report {2}at alice: all of it$/),
    ]);
    expect(bob.stdout).toMatch(/^FOUND match one report at alice metafile=[0-9a-f]{64} chunks=1$/m);
    expect(bob.stdout).toMatch(/^SEARCH FINISHED$/m);

    const client = await programs.finish('client', `-UIPort=${bob.is.uiAddress.split(':')[1]}`, '-keywords=one,nothing');
    expect(client).toEqual({ status: 0, lines: [], complaints: [] });
    await bob.until(({ stdout }) => stdout.split('FOUND match one report at alice').length === 3);
    const json = await programs.finish('search', 'another', '--budget=2', '--json', ...atBob);
    expect(json.lines.map((line) => JSON.parse(line))).toMatchObject([
      { fileName: 'another report', node: 'alice', chunks: [1], chunkCount: '1' },
    ]);
    expect(json.complaints).toEqual(['peerster search: over: 1 full match, and nobody answers any more']);
  });

  test('a full disk is told in one line, with status 1', async () => {
    const { is } = await programs.node();
    for (const command of ['help', `peers -a ${is.uiAddress}`, `call GetNode -a ${is.uiAddress}`]) {
      const program = programs.run('sh', ['-c', `"${process.execPath}" "${PROGRAM}" ${command} >/dev/full`]);
      expect([command, await program.exited, program.complaints]).toEqual([command, 1, [expect.stringContaining('no space left')]]);
    }
  });

  test('watch goes on over the death and return of its node, and tells every message once', async () => {
    const keeper = await programs.node('-name=keeper');
    const peers = `-peers=${keeper.is.gossipAddress}`;
    const first = await programs.node('-name=watched', peers);
    const watcher = programs.start(['watch', '--json', '--from-start', '--address', first.is.uiAddress]);
    const texts = () => watcher.lines.map((line) => (JSON.parse(line) as { text: string }).text);
    await programs.finish('send', 'one', '-a', first.is.uiAddress);
    await programs.finish('send', 'two', '-a', keeper.is.uiAddress);
    await watcher.until(() => texts().length === 2);
    await keeper.until(({ stdout }) => stdout.includes('contents one'));

    await first.stop('SIGKILL');
    await watcher.until(({ stderr }) => stderr.includes('cut'));
    await programs.finish('send', 'three', '-a', keeper.is.uiAddress);
    const second = await programs.node('-name=watched', peers, `-UIPort=${first.is.uiAddress.split(':')[1]}`);
    await programs.finish('send', 'four', '-a', second.is.uiAddress);
    await watcher.until(() => texts().length === 4);
    expect(await watcher.stop('SIGINT')).toBe(0);
    expect(texts().slice(0, 2)).toEqual(['one', 'two']);
    expect(new Set(texts())).toEqual(new Set(['one', 'two', 'three', 'four']));
    expect(watcher.lines).toHaveLength(4);
  });

  test('call reaches any method with streams, other services and errors', async () => {
    const { is } = await programs.node('-name=alice');
    const at = ['-a', is.uiAddress];
    const sent = await programs.finish('call', 'SendMessage', '{"text": "hi", "request_id": "r1"}', ...at);
    expect(JSON.parse(sent.lines[0] as string)).toMatchObject({ origin: 'alice', id: 1 });
    const watching = programs.start(['call', 'NodeService/WatchRumors', '{"beginning": true, "progressInterval": "0.1s"}', ...at]);
    await watching.until(({ stdout }) => stdout.includes('"progress":{}'));
    expect(JSON.parse(watching.lines[1] as string)).toMatchObject({
      messages: { messages: [{ text: 'hi', acceptTime: expect.stringMatching(/Z$/) }] },
    });
    expect(await watching.stop('SIGINT')).toBe(0);
    expect(await programs.finish('call', 'grpc.health.v1.Health/Check', ...at)).toMatchObject({
      status: 0,
      lines: ['{"status":"SERVING"}'],
    });
    const reflection = '{"listServices": ""}';
    const listed = await programs.finish('call', 'grpc.reflection.v1.ServerReflection/ServerReflectionInfo', reflection, ...at);
    expect(listed.lines[0]).toContain('peerster.v1.NodeService');
    const several = await programs.finish('call', 'v1.ServerReflection.ServerReflectionInfo', `${reflection}\n\n${reflection}`, ...at);
    expect([several.status, several.lines.length]).toEqual([0, 2]);
    const empty = await programs.finish('call', 'SendMessage', '{}', ...at);
    expect([empty.status, empty.complaints]).toEqual([1, [expect.stringMatching(/^peerster call: INVALID_ARGUMENT \(INVALID_TEXT\): /)]]);
    const late = await programs.finish('call', 'AwaitRumors', '{"origins": [{"origin": "bob", "nextId": 2}]}', '--timeout', '0.2', ...at);
    expect([late.status, late.complaints]).toEqual([1, [expect.stringContaining('DEADLINE_EXCEEDED')]]);
  });
});
