import { createSocket, type Socket } from 'node:dgram';
import { answer } from '../harness/answer.js';

/**
 * The yardstick of the gossip figures: a bare dgram loop that does both ends in one process. Two sockets on 127.0.0.1, `window`
 * datagrams of `size` bytes in flight, each arrival sends the next. Nothing in Node can move more datagrams than that.
 */
answer({
  async run({ size = 130, window = 64, ms }: { size?: number; window?: number; ms: number }) {
    const [a, b] = await Promise.all([open(), open()]);
    const payload = Buffer.alloc(size, 1);
    let packets = 0;
    const join = (from: Socket, port: number): void => {
      from.on('message', () => {
        packets++;
        from.send(payload, port, '127.0.0.1');
      });
    };
    join(a, b.address().port);
    join(b, a.address().port);
    const cpu = process.cpuUsage();
    const start = performance.now();
    for (let i = 0; i < window; i++) a.send(payload, b.address().port, '127.0.0.1');
    await new Promise((resolve) => setTimeout(resolve, ms));
    const seconds = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    return { packetsPerSecond: packets / seconds, cpuPerPacket: (user + system) / packets };
  },
});

function open(): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = createSocket({ type: 'udp4', recvBufferSize: 4 << 20, lookup: (host, _options, done) => done(null, host, 4) });
    socket.bind(0, '127.0.0.1', () => resolve(socket));
  });
}
