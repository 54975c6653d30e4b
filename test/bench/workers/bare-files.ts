import { createHash } from 'node:crypto';
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { answer } from '../harness/answer.js';

const CHUNK = 8_192;
const PIECE = 32 * CHUNK;

/**
 * The yardstick of the file figures, in as many processes: whoever wants a file asks for each chunk with a datagram of a request's size, up
 * to `window` of them at a time, hashes what comes, and writes it. Reading and writing are done in pieces of 256 KiB, as a node does them.
 */
answer({
  async source({ file }: { file: string }) {
    const socket = await open();
    const fd = openSync(file, 'r');
    const piece = Buffer.alloc(PIECE);
    let held = -1;
    socket.on('message', (request: Buffer, from: RemoteInfo) => {
      const chunk = request.readUInt32LE();
      const number = Math.floor((chunk * CHUNK) / PIECE);
      if (number !== held) readSync(fd, piece, 0, PIECE, number * PIECE);
      held = number;
      const at = (chunk * CHUNK) % PIECE;
      socket.send(Buffer.concat([request, piece.subarray(at, at + CHUNK)]), from.port, '127.0.0.1');
    });
    return { port: socket.address().port };
  },

  /** Passes on what comes, from either side to the other. */
  async relay({ port }: { port: number }) {
    const socket = await open();
    let asker = 0;
    socket.on('message', (datagram: Buffer, from: RemoteInfo) => {
      if (from.port !== port) asker = from.port;
      socket.send(Buffer.from(datagram), from.port === port ? asker : port, '127.0.0.1');
    });
    return { port: socket.address().port };
  },

  async fetch({ port, chunks, window, file }: { port: number; chunks: number; window: number; file: string }) {
    const socket = await open();
    const fd = openSync(file, 'w');
    const start = performance.now();
    const piece = Buffer.alloc(PIECE);
    let [asked, got] = [0, 0];
    const ask = (): void => {
      if (asked === chunks) return;
      const request = Buffer.alloc(80);
      request.writeUInt32LE(asked++);
      socket.send(request, port, '127.0.0.1');
    };
    await new Promise<void>((resolve) => {
      socket.on('message', (reply: Buffer) => {
        const data = reply.subarray(80);
        createHash('sha256').update(data).digest();
        piece.set(data, (got * CHUNK) % PIECE);
        if ((++got * CHUNK) % PIECE === 0) writeSync(fd, piece);
        if (got === chunks) resolve();
        else ask();
      });
      for (let i = 0; i < window; i++) ask();
    });
    const seconds = (performance.now() - start) / 1_000;
    closeSync(fd);
    socket.close();
    return { seconds };
  },
});

function open(): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = createSocket({ type: 'udp4', recvBufferSize: 4 << 20, lookup: (host, _options, done) => done(null, host, 4) });
    socket.bind(0, '127.0.0.1', () => resolve(socket));
  });
}
