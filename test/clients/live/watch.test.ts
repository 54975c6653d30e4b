import { afterAll, expect, test } from 'vitest';
import { Node } from '../../../clients/typescript/src/node.js';
import { startNode } from '../../../clients/typescript/src/testing/index.js';
import { TcpProxy } from '../../support/tcp-proxy.js';

const CUTS = 100;
const EACH = 3;
const KILL_EACH = 25;

const ends: (() => unknown)[] = [];
afterAll(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

type Flags = Omit<NonNullable<Parameters<typeof startNode>[0]>, 'name'>;

async function start(name: string, options: Flags = {}) {
  const node = await startNode({ name, ...options });
  ends.push(() => node[Symbol.asyncDispose]());
  return node;
}

/** The node behind a proxy that cuts. */
async function through(proxy: TcpProxy): Promise<Node> {
  const node = Node.connect(await proxy.start());
  ends.push(
    () => proxy.close(),
    () => node.close(),
  );
  return node;
}

test.concurrent('a watch that is cut a hundred times delivers everything once and in order', async () => {
  const node = await start('alice');
  const proxy = new TcpProxy(node.address);
  const watch = await (await through(proxy)).subscribe();
  let sent = 0;
  const send = async (): Promise<void> => {
    for (let each = 0; each < EACH; each++) await node.send(String(++sent));
  };
  await send();
  let got = 0;
  for await (const { id, text } of watch) {
    got++;
    expect([id, text]).toEqual([got, String(got)]);
    if (got === CUTS * EACH) break;
    // In the middle of what is there to be read.
    if (got % EACH === 1 && sent < CUTS * EACH) {
      await send();
      proxy.cut();
    }
  }
  expect(got).toBe(CUTS * EACH);
});

test.concurrent('a watch that is cut a hundred times, of a node that is killed, tells every rumor that another holds once', async () => {
  const keeper = await start('keeper');
  const options = { peers: [(await keeper.info()).gossipAddress], flags: ['-set=antiEntropy=100'] };
  let node = await start('alice', options);
  // A node that comes back under its old address is one that its neighbours know.
  options.flags.push(`-gossipAddr=${(await node.info()).gossipAddress}`);
  const proxy = new TcpProxy(node.address);
  const watched = await through(proxy);
  await keeper.send('1');
  let got = 0;
  for await (const { text } of watched.watch({ from: 'beginning' })) {
    expect(text).toBe(String(++got));
    if (got > CUTS) break;
    if (got % KILL_EACH === 0) {
      await node.program.kill();
      node = await start('alice', options);
      proxy.target = node.address;
    }
    proxy.cut();
    await keeper.send(String(got + 1));
  }
  expect(got).toBe(CUTS + 1);
});
