import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { storm } from '../network/emulated/storm.js';
import { scriptedRun } from '../network/emulated/worlds.js';
import { ROOT, sourcesIn } from './sources.js';

const PURE = [
  'src/core',
  'src/wire',
  'src/network/links',
  'src/network/faults',
  'src/network/timeline',
  'src/network/numbers',
  'src/network/text-rows',
  'src/network/graph-files',
  'src/network/churn',
  'src/network/mobility',
  'src/network/topology',
  'src/network/emulated',
]
  .flatMap((folder) => sourcesIn(folder))
  .filter(({ path }) => !path.endsWith('.d.ts'));

/** What would tie the protocol to a clock, to dice, to a machine or to a turn of somebody's event loop. */
const FORBIDDEN =
  /\b(async|await|Promise|Date|Buffer|process|performance|setTimeout|setInterval|setImmediate|queueMicrotask|require|console|globalThis)\b|\bMath\.(random|log\w*|exp\w*|pow|sin|cos|tan)\b/g;

/** What stands between virtual time and those who wait for it knows promises; it has no clock and no dice either. */
const MAY_PROMISE = ['network', 'virtual-time', 'virtual-node', 'virtual-files', 'waits'].map((name) => `src/network/emulated/${name}.ts`);
const PROMISES = ['async', 'await', 'Promise'];

async function bundleForBrowser(contents: string): Promise<string> {
  const result = await build({
    stdin: { contents, resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'peerster',
    write: false,
    logLevel: 'silent',
  });
  return result.outputFiles[0]?.text ?? '';
}

describe('core, wire, links, faults, topologies and emulated networks run anywhere', () => {
  test.each(PURE.map((source) => [source.path, source] as const))('%s has no clock, dice, I/O or promise', (path, { code }) => {
    const found = [...code.matchAll(FORBIDDEN)].map((match) => match[0]);
    expect(MAY_PROMISE.includes(path) ? found.filter((word) => !PROMISES.includes(word)) : found).toEqual([]);
  });

  test('every file of them bundles for a browser', async () => {
    const text = await bundleForBrowser(PURE.map(({ path }) => `import './${path}';`).join('\n'));
    expect(text).not.toMatch(/\brequire\(/);
  });

  test('a node publishes and its packet crosses the wire where there is nothing but the language and TextEncoder', async () => {
    const text = await bundleForBrowser(`
      export { Node } from './src/core/node.js';
      export { Random } from './src/core/random.js';
      export { DEFAULT_SETTINGS } from './src/core/settings.js';
      export { decode, encode } from './src/wire/codec.js';`);
    const bare = createContext({ TextEncoder, TextDecoder });
    runInContext(text, bare);
    const sent = runInContext(
      `{
        const { Node, Random, DEFAULT_SETTINGS, encode, decode } = peerster;
        const sent = [];
        const outbox = { send: (packet) => sent.push(packet), wants: () => false, emit() {} };
        const peer = { host: '127.0.0.1', port: 5001 };
        const node = new Node({
          name: 'Ann', settings: DEFAULT_SETTINGS, random: new Random(1), outbox, simple: false, isSelf: () => false,
          address: '127.0.0.1:5000', peers: [peer], now: 0,
        });
        node.at(1000).publish('hello');
        node.endTurn();
        const rumor = sent.find((packet) => packet.kind === 'rumor');
        JSON.stringify(decode(encode(rumor, 'course'), 'course'));
      }`,
      bare,
    ) as string;
    expect(JSON.parse(sent)).toMatchObject({ kind: 'rumor', origin: 'Ann', id: 1, text: 'hello' });
  });

  test('emulated networks go the same way there, packet for packet', async () => {
    const text = await bundleForBrowser(`
      export { scriptedRun } from './test/network/emulated/worlds.js';
      export { storm } from './test/network/emulated/storm.js';`);
    const bare = createContext({ TextEncoder, TextDecoder, AbortController, setTimeout });
    runInContext(text, bare);
    for (const seed of [1, 2, 3]) {
      expect(runInContext(`peerster.scriptedRun(${seed}).digest`, bare)).toBe(scriptedRun(seed).digest);
      expect(await runInContext(`peerster.storm(${seed})`, bare)).toEqual(await storm(seed));
    }
  });
});
