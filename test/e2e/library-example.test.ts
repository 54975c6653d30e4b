import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { ROOT } from '../architecture/sources.js';
import { Outside } from './outside.js';

const run = promisify(execFile);

it('the example of the library does what it says, and its process ends by itself', async () => {
  const { stdout } = await run('node', ['examples/library.mjs'], { cwd: ROOT });
  expect(stdout).toMatch(/^0: bob 1 by way of 127\.0\.0\.1:\d+: hello from bob\npeers of alice: 127\.0\.0\.1:\d+\n$/);
});

it('the example of files does what it says, and its process ends by itself', async () => {
  const { stdout } = await run('node', ['examples/files.mjs'], { cwd: ROOT });
  expect(stdout).toBe('alice has song.txt\nbob has 37 chunks\nsong.txt: 300000 bytes\n');
});

it('the library loads no gRPC before a UIPort is asked for', async () => {
  const script = `
    import { createRequire } from 'node:module';
    import { Node } from 'peerster';
    const { cache } = createRequire(import.meta.url);
    const loaded = () => Object.keys(cache).some((path) => path.includes('grpc-js'));
    const quiet = await Node.open({ name: 'quiet' });
    const before = loaded();
    const served = await Node.open({ name: 'served', uiPort: 0 });
    console.log(before, loaded());
    await Promise.all([quiet.close(), served.close()]);
  `;
  const { stdout } = await run('node', ['--input-type=module', '--eval', script], { cwd: ROOT });
  expect(stdout).toBe('false true\n');
});

it('the types of the library say what it offers', async () => {
  const outside = new Outside();
  const program = `
    import { Node, PeersterError, type Message } from 'peerster';
    await using node: Node = await Node.open({ name: 'A', peers: ['127.0.0.1:5000'], settings: { coin: 0.3 } });
    const sent: Message = await node.send('hello');
    for await (const { text } of node.watch({ from: sent.position })) text.toUpperCase();
    const { metahash, size } = await node.files.shareBytes('film', new Uint8Array(5));
    for await (const { chunksHad, sources } of node.files.download(metahash, { from: 'B' })) [chunksHad, size, sources[0]?.name];
    export const code = (error: unknown) => (error instanceof PeersterError ? error.code : undefined);
  `;
  expect(await outside.complaints(program)).toBe('');
  outside.remove();
});
