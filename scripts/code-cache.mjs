// node scripts/code-cache.mjs OUT < PROGRAM: writes what V8 compiled of the program while it did what harnesses do a hundred times: start
// a node, hand it a message, stop it. A process of its own, because a program that fails must not take the build with it.
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { Script } from 'node:vm';

await main(process.argv[2]);

async function main(path) {
  // The source of a function of require, module and exports, compiled exactly as src/cli/launch/program.ts does.
  const script = new Script(readFileSync(0, 'utf8'), { filename: 'peerster' });
  const module = { exports: {} };
  script.runInThisContext()(createRequire(import.meta.url), module, module.exports);
  await warmUp(module.exports.main);
  writeFileSync(path, script.createCachedData());
  process.exit(0);
}

async function warmUp(main) {
  const sink = openSync('/dev/null', 'w');
  const stop = new AbortController();
  const complaints = [];
  const io = { env: {}, outFd: sink, errFd: sink, stopSignal: () => stop.signal, out() {}, err: (text) => complaints.push(text) };
  const port = await freePort();
  const node = main(['node', `-UIPort=${port}`, '-gossipAddr=127.0.0.1:0'], io);
  await main(['client', `-UIPort=${port}`, '-msg=warm'], io);
  stop.abort();
  await node;
  closeSync(sink);
  if (complaints.length > 0) throw new Error(complaints.join(' '));
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}
