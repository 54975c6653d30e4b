import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Programs } from './processes.js';
import { buildGrpcurl, lacks, lacksPython, makePython, ROOT } from './tools.js';

// Nothing here but the Python client has seen a file of ours: a node is talked to by what it tells of itself.

const programs = new Programs();
afterEach(() => programs.killAll());

/** Minutes, because a compiler or a package index is at work. */
const SET_UP = 600_000;

async function run(command: string, ...argv: string[]): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const program = programs.run(command, argv);
  const status = await program.exited;
  return { status, stdout: program.stdout, stderr: program.stderr };
}

/** Starts a watch, sends a text once the watch stands, and returns once the watch has told it. */
async function watchAndSend(command: string, watch: readonly string[], send: (text: string) => Promise<unknown>): Promise<void> {
  const watching = programs.run(command, watch);
  await watching.until(({ stdout }) => stdout.includes('"subscribed"'));
  await send('seen by the watch');
  await watching.until(({ stdout }) => stdout.includes('"seen by the watch"'));
}

describe('by reflection alone', () => {
  const buf = `${ROOT}node_modules/.bin/buf`;
  const http2 = ['curl', '--protocol', 'grpc', '--http2-prior-knowledge'];

  test('buf curl lists, describes, sends and watches', async () => {
    const { uiAddress } = (await programs.node('-name=alice')).is;
    const url = `http://${uiAddress}`;
    const service = `${url}/peerster.v1.NodeService`;
    expect((await run(buf, ...http2, '--list-services', url)).stdout.split('\n')).toContain('peerster.v1.NodeService');
    expect((await run(buf, ...http2, '--list-methods', url)).stdout).toContain('peerster.v1.NodeService/WatchRumors');
    const send = (text: string) => run(buf, ...http2, '-d', JSON.stringify({ text }), `${service}/SendMessage`);
    const sent = await send('hello');
    expect(JSON.parse(sent.stdout)).toMatchObject({ origin: 'alice', id: 1 });
    const refused = await send('');
    expect(refused.status).not.toBe(0);
    expect(refused.stderr).toContain('invalid_argument');
    await watchAndSend(buf, [...http2, '-d', '{}', `${service}/WatchRumors`], send);
  });

  describe.skipIf(lacks('go', 'version'))('with grpcurl', () => {
    let grpcurl = '';
    beforeAll(() => {
      grpcurl = buildGrpcurl();
    }, SET_UP);

    test('grpcurl lists, describes, sends and watches', async () => {
      const { uiAddress } = (await programs.node('-name=alice')).is;
      const call = (...argv: string[]) => run(grpcurl, '-plaintext', ...argv);
      const listed = await call(uiAddress, 'list');
      for (const name of ['peerster.v1.NodeService', 'grpc.health.v1.Health']) expect(listed.stdout.split('\n')).toContain(name);
      // Without a name it describes every service that is listed.
      const described = await call(uiAddress, 'describe');
      expect([described.status, described.stdout]).toEqual([0, expect.stringContaining('rpc AwaitRumors')]);
      expect((await call(uiAddress, 'describe', 'peerster.v1.SendMessageRequest')).stdout).toContain('string request_id');
      const method = (name: string) => [uiAddress, `peerster.v1.NodeService/${name}`];
      const send = (text: string) => call('-d', JSON.stringify({ text }), ...method('SendMessage'));
      expect(JSON.parse((await send('hello')).stdout)).toMatchObject({ origin: 'alice', id: 1 });
      // The error's details are read by reflection too.
      expect((await send('')).stderr).toContain('"reason": "INVALID_TEXT"');
      await watchAndSend(grpcurl, ['-plaintext', '-d', '{"now": true}', ...method('WatchRumors')], send);
      expect(JSON.parse((await call(uiAddress, 'grpc.health.v1.Health/Check')).stdout)).toEqual({ status: 'SERVING' });
    });
  });
});

describe.skipIf(lacksPython())('from Python', () => {
  let python = '';
  beforeAll(() => {
    python = makePython();
  }, SET_UP);

  test('a client of thirty lines sends, watches, lists and understands a refusal', async () => {
    const { uiAddress } = (await programs.node('-name=alice')).is;
    const client = programs.run(python, [`${ROOT}test/e2e/python_client.py`, uiAddress, 'from Python 🐍'], {
      PYTHONIOENCODING: 'utf-8',
    });
    expect([await client.exited, client.complaints]).toEqual([0, []]);
    expect(client.lines).toEqual([
      'node alice',
      'first subscribed',
      'told alice 1 from Python 🐍 True',
      "listed ['from Python 🐍']",
      'refused DEADLINE_EXCEEDED still missing: ids 1 to 2 of nobody',
    ]);
  });
});
