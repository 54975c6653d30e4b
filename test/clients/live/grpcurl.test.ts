import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Program as Server } from '../../../clients/typescript/src/testing/program.js';
import { Programs } from '../../e2e/processes.js';
import { buildGrpcurl, lacks, ROOT } from '../../e2e/tools.js';

const programs = new Programs();
afterAll(() => programs.killAll());

/** Minutes, because a compiler is at work. */
const SET_UP = 600_000;

describe.skipIf(lacks('go', 'version'))('the transcript of the clients by hand, with grpcurl', () => {
  let GRPCURL = '';
  beforeAll(() => {
    GRPCURL = buildGrpcurl();
  }, SET_UP);

  const play = async (ADDRESS: string, ENGINE: string) => {
    const script = programs.run('sh', [`${ROOT}clients/grpcurl/transcript.sh`], { GRPCURL, ADDRESS, ENGINE });
    return { status: await script.exited, said: script.stderr + script.stdout };
  };

  test.concurrent.each(['emulated', 'local', 'processes'])('holds on the engine %s', async (engine) => {
    const server = new Server(['network', 'serve', '--port', '0', '--ready']);
    try {
      const { address } = await server.ready();
      expect(await play(address as string, engine)).toEqual({ status: 0, said: 'everything holds\n' });
    } finally {
      await server.stop();
    }
  });

  test.concurrent('a step that does not hold ends it, and is told', async () => {
    const { uiAddress } = (await programs.node('-name=alice')).is;
    const { status, said } = await play(uiAddress, 'emulated');
    expect([status, said]).toEqual([1, expect.stringMatching(/^step 1: no "name":"n1".*NetworkService/)]);
  });
});
