import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Ports below those that the system gives to whoever asks for any: nobody takes one of these by chance before its node does. */
const FIRST = 15_000;
const END = 32_000;

/** Free ports, each given once. */
export class Ports {
  private next = randomInt(FIRST, END);

  /** One on which nobody listens, by UDP or TCP. */
  async free(): Promise<number> {
    for (let tried = FIRST; tried < END; tried++) {
      this.next = this.next + 1 < END ? this.next + 1 : FIRST;
      const port = this.next;
      if ((await isFreeForUdp(port)) && (await isFreeForTcp(port))) return port;
    }
    throw new Error(`every port from ${FIRST} to ${END - 1} is taken`);
  }
}

async function isFreeForUdp(port: number): Promise<boolean> {
  const socket = createSocket('udp4');
  try {
    socket.bind({ port, exclusive: true });
    await once(socket, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    socket.close();
  }
}

async function isFreeForTcp(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen({ port, exclusive: true });
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
