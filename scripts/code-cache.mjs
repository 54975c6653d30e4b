// What V8 compiled of the program while it did what harnesses do a hundred times: start a node, hand it a message, stop it.
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { createServer } from 'node:net';
import { Script } from 'node:vm';

/** Runs `body` (the source of a function of require, module and exports) once in this process and returns its code cache. */
export async function warmedCache(body, require) {
  const script = new Script(body, { filename: 'peerster' });
  const module = { exports: {} };
  script.runInThisContext()(require, module, module.exports);
  try {
    await warmUp(module.exports.main);
  } catch (error) {
    console.warn(`build: the code cache is made without a trial run, so starts are slower: ${error.message}`);
  }
  return script.createCachedData();
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
