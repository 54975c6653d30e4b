import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A TCP relay in front of a port whose connections can be cut. */
export class TcpProxy {
  private readonly open = new Set<Socket>();
  private readonly server: Server;

  /** `target`: ip:port where new connections go. */
  constructor(public target: string) {
    this.server = createServer((client) => this.relay(client));
  }

  async start(): Promise<string> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Ends every connection that is open now. */
  cut(): void {
    for (const socket of this.open) socket.destroy();
  }

  close(): void {
    this.server.close();
    this.cut();
  }

  private relay(client: Socket): void {
    const [host, port] = this.target.split(':') as [string, string];
    const server = connect(Number(port), host);
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.open.add(socket);
      socket.pipe(other).on('error', () => {});
      socket.on('close', () => {
        this.open.delete(socket);
        other.destroy();
      });
    }
  }
}
