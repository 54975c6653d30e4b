import { afterEach, describe, expect, it } from 'vitest';
import { parseAddress } from '../../src/host/address.js';
import { UdpSocket } from '../../src/host/udp.js';
import { UdpPeer } from '../../src/host/udp-peer.js';
import { refusal } from '../support/refusal.js';

const open: UdpSocket[] = [];
afterEach(() => {
  for (const socket of open.splice(0)) socket.close();
});

async function socketAt(address: string, report: (message: string) => void = () => {}): Promise<UdpSocket> {
  const socket = await UdpSocket.open(parseAddress(address, 'bind'), (_level, message) => report(message));
  open.push(socket);
  return socket;
}

const peerOf = (socket: UdpSocket): UdpPeer => new UdpPeer(socket.address.host, socket.address.port, socket.address.host, false);

describe('the UDP socket', () => {
  it.each(['127.0.0.1:0', '[::1]:0'])('at %s reports the real port and delivers what is sent to it', async (address) => {
    const [from, to] = [await socketAt(address), await socketAt(address)];
    expect(to.address.port).toBeGreaterThan(0);
    const arrived = new Promise((resolve) => to.receive((bytes, host, port) => resolve([[...bytes], host, port])));
    from.send(new Uint8Array([1, 2, 3]), peerOf(to));
    expect(await arrived).toEqual([[1, 2, 3], from.address.host, from.address.port]);
    expect(from.sendErrors).toBe(0);
  });

  it('sends at once: bytes changed after send arrive as they were', async () => {
    const [from, to] = [await socketAt('127.0.0.1:0'), await socketAt('127.0.0.1:0')];
    const arrived = new Promise<Uint8Array>((resolve) => to.receive(resolve));
    const bytes = new Uint8Array([1]);
    from.send(bytes, peerOf(to));
    bytes[0] = 2;
    expect((await arrived)[0]).toBe(1);
  });

  it('refuses a port in use in one clear line', async () => {
    const { address } = await socketAt('127.0.0.1:0');
    const error = await refusal(socketAt(`127.0.0.1:${address.port}`));
    expect(error.code).toBe('INVALID_ADDRESS');
    expect(error.facts['system']).toBe('EADDRINUSE');
    expect(error.message).toBe(`cannot listen on 127.0.0.1:${address.port}: the port is in use by another program`);
  });

  it('refuses an address that is not of this machine', async () => {
    const error = await refusal(socketAt('192.0.2.77:0'));
    expect(error.facts['system']).toBe('EADDRNOTAVAIL');
    expect(error.message).toContain('this machine has no such address');
  });

  it('counts and tells what it cannot send, and says for whom', async () => {
    let told: (message: string) => void = () => {};
    const message = new Promise<string>((resolve) => (told = resolve));
    const socket = await socketAt('127.0.0.1:0', (text) => told(text));
    const failed: string[] = [];
    socket.onSendError = (host, port) => failed.push(`${host}:${port}`);
    socket.send(new Uint8Array(70_000), peerOf(socket));
    expect(await message).toMatch(/^cannot send to 127\.0\.0\.1:\d+: EMSGSIZE \(1 datagrams so far\)$/);
    expect(socket.sendErrors).toBe(1);
    expect(failed).toEqual([`127.0.0.1:${socket.address.port}`]);
  });

  it('drops and counts instead of queueing without end', async () => {
    const socket = await socketAt('127.0.0.1:0');
    for (let i = 0; i < 20_000; i++) socket.send(new Uint8Array(1), peerOf(socket));
    expect(socket.sendErrors).toBe(20_000 - 16_384);
  });

  it('can be closed twice and sends nothing afterwards', async () => {
    const socket = await socketAt('127.0.0.1:0');
    socket.close();
    socket.close();
    socket.send(new Uint8Array(1), peerOf(socket));
    expect(socket.sendErrors).toBe(0);
  });
});
