import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { codeOf, comesToHold, type Open, stage } from './stage.js';

/** What holds of every network on real sockets besides, wherever its nodes run. */
export function realStatements(open: Open): void {
  test('a link made while an end is paused or down is known to it when it goes on', async () => {
    const engine = await stage(open, { nodes: 2, topology: 'line' });
    const third = await engine.add({ name: 'third' });
    await engine.pause(0);
    await engine.crash(1);
    await engine.link(third, 0);
    await engine.link(third, 1);
    await engine.unlink(0, 1);
    await engine.resume(0);
    await engine.restart(1, 'lost');
    await engine.publish(0, 'through the third');
    for (const node of [third, 1]) expect(await comesToHold(engine, node, 'n0', 1)).toBe(true);
  });

  test('the trace of a node that was paused when it was asked for comes once it goes on', async () => {
    const engine = await stage(open, { nodes: 2, topology: 'line' });
    await engine.pause(1);
    const heard = new Set<number>();
    engine.tap({ wants: (kind) => kind === 'rumor', event: (_at, node) => heard.add(node) });
    await engine.publish(0, 'hello');
    await engine.resume(1);
    await engine.publish(0, 'again');
    expect(await engine.time.until(() => heard.has(1), 10_000)).toBe(true);
  });

  test('commands that come at once are done in the order in which they came', async () => {
    const engine = await stage(open, { nodes: 3, topology: 'line' });
    await Promise.all([
      engine.crash(1),
      engine.restart(1, 'lost'),
      engine.pause(1),
      engine.unlink(0, 1),
      engine.resume(1),
      engine.link(0, 2),
    ]);
    await engine.publish(0, 'round');
    for (const node of [1, 2]) expect(await comesToHold(engine, node, 'n0', 1)).toBe(true);
  });

  test('closing frees every port, whatever the nodes do', async () => {
    const engine = await stage(open, { nodes: 3, topology: 'line' });
    await engine.pause(0);
    await engine.crash(1);
    const addresses = [0, 1, 2].map((node) => [engine.gossipAddress(node) ?? '', engine.uiAddress(node) ?? ''] as const);
    await engine.close();
    for (const [gossip] of addresses) await bindUdp(portOf(gossip));
    for (const [, ui] of addresses.filter(([, each]) => each !== '')) {
      await expect(connected(portOf(ui))).rejects.toThrow(/ECONNREFUSED/);
    }
    expect(await codeOf(engine.publish(2, 'x'))).toBe('CLOSED');
    expect(await codeOf(engine.add({ name: 'more' }))).toBe('CLOSED');
  });
}

export const portOf = (address: string): number => Number(address.split(':')[1]);

async function bindUdp(port: number): Promise<void> {
  const socket = createSocket('udp4').bind(port, '127.0.0.1');
  await once(socket, 'listening');
  socket.close();
}

async function connected(port: number): Promise<void> {
  await once(connect(port, '127.0.0.1'), 'connect');
}
