import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { Random } from '../../src/core/random.js';
import { ALL, rumor, simple, status } from '../../src/core/packet.js';
import { cut, oneWayCut } from '../support/cut.js';
import { delay } from '../../src/network/links/delay.js';
import { loss } from '../../src/network/links/loss.js';
import { DROP, PASS, Rules } from '../../src/network/links/rule.js';
import type { LinkBehaviour } from '../../src/network/engine/options.js';
import type { Tap } from '../../src/network/engine/tap.js';
import { Taps } from '../../src/network/engine/taps.js';
import { Relay } from '../../src/network/relay/relay.js';
import { decode, encode } from '../../src/wire/codec.js';

interface Arrival {
  readonly bytes: Uint8Array;
  readonly port: number;
  readonly at: number;
}

/** A socket where a node would be. */
class Stub {
  readonly arrivals: Arrival[] = [];
  private wake: (() => void) | undefined;

  private constructor(private readonly socket: Socket) {
    socket.on('message', (bytes, { port }) => {
      this.arrivals.push({ bytes, port, at: performance.now() });
      this.wake?.();
    });
  }

  static async open(): Promise<Stub> {
    const socket = createSocket({ type: 'udp4', recvBufferSize: 4 << 20 });
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    cleanups.push(() => void socket.close());
    return new Stub(socket);
  }

  get address() {
    return { host: '127.0.0.1', port: this.socket.address().port };
  }

  send(bytes: Uint8Array, to: { port: number }): void {
    this.socket.send(bytes, to.port, '127.0.0.1');
  }

  /** Resolves once so many datagrams have arrived. */
  async arrived(count: number): Promise<readonly Arrival[]> {
    while (this.arrivals.length < count) await new Promise<void>((resolve) => (this.wake = resolve));
    return this.arrivals;
  }
}

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(cleanups.splice(0).map((cleanup) => cleanup()));
});

/** Two or three stubs with links between all of them. */
async function linked(behaviour: LinkBehaviour, packet?: Tap['packet']) {
  const taps = new Taps();
  if (packet !== undefined) taps.add({ packet });
  const relay = new Relay({ behaviour, clock: () => performance.now(), taps });
  cleanups.push(() => relay.close());
  await Promise.all([relay.link(0, 1), relay.link(0, 2), relay.link(1, 2)]);
  const stubs = await Promise.all([Stub.open(), Stub.open(), Stub.open()]);
  for (const [node, stub] of stubs.entries()) relay.attach(node, stub.address);
  return { relay, a: stubs[0], b: stubs[1], c: stubs[2] };
}

const datagram = (id: number) => encode(rumor('a', id, 'x'.repeat(100)), 'course');
const idOf = (bytes: Uint8Array) => {
  const packet = decode(bytes, 'course');
  return typeof packet !== 'string' && packet.kind === 'rumor' ? packet.id : undefined;
};

describe('relay', () => {
  it('hands datagrams on byte for byte, and the receiver sees the facade of the sender', async () => {
    const { relay, a, b } = await linked(new Rules());
    a.send(datagram(1), relay.addressOf(1, 0));
    const [arrival] = await b.arrived(1);
    expect(arrival?.bytes).toEqual(Buffer.from(datagram(1)));
    expect(arrival?.port).toBe(relay.addressOf(0, 1).port);
  });

  it('an answer to the address that was seen comes back over the same link', async () => {
    const { relay, a, b } = await linked(new Rules());
    a.send(datagram(1), relay.addressOf(1, 0));
    const [arrival] = await b.arrived(1);
    b.send(datagram(2), { port: arrival?.port ?? 0 });
    const [answer] = await a.arrived(1);
    expect([idOf(answer?.bytes ?? datagram(0)), answer?.port]).toEqual([2, relay.addressOf(1, 0).port]);
  });

  it('a SimpleMessage names the facade of the node that relayed it, not its real address', async () => {
    const { relay, a, b } = await linked(new Rules());
    a.send(encode(simple('origin', `127.0.0.1:${a.address.port}`, 'hello'), 'course'), relay.addressOf(1, 0));
    const [arrival] = await b.arrived(1);
    const facade = relay.addressOf(0, 1);
    expect(decode(arrival?.bytes ?? datagram(0), 'course')).toEqual(simple('origin', `${facade.host}:${facade.port}`, 'hello'));
  });

  it('what is not a packet is handed on unchanged', async () => {
    const { relay, a, b } = await linked(new Rules());
    const garbage = Uint8Array.of(0x0a, 0xff, 0xff, 1, 2, 3);
    a.send(garbage, relay.addressOf(1, 0));
    expect((await b.arrived(1))[0]?.bytes).toEqual(Buffer.from(garbage));
  });

  it('refuses datagrams from an address that is not the node at the other end of the link', async () => {
    const { relay, a, b, c } = await linked(new Rules());
    c.send(datagram(666), relay.addressOf(1, 0));
    a.send(datagram(1), relay.addressOf(1, 0));
    expect((await b.arrived(1)).map(({ bytes }) => idOf(bytes))).toEqual([1]);
    expect(relay.counts(0, 1)).toMatchObject({ packets: 1, delivered: 1, strangers: 1 });
  });

  it('loses the share asked for, and counts what it lost', async () => {
    const { relay, a, b } = await linked(new Rules(loss(0.2, new Random(3))));
    // In rounds smaller than any socket's buffer, each ended by what the relay has seen: nothing is lost but by the rule.
    for (let sent = 0; sent < 5_000; ) {
      for (const end = sent + 100; sent < end; sent++) a.send(datagram(sent + 1), relay.addressOf(1, 0));
      await until(() => relay.counts(0, 1).packets === sent);
    }
    const { lost, delivered } = relay.counts(0, 1);
    await b.arrived(delivered);
    expect(lost + delivered).toBe(5_000);
    // Five standard deviations of a binomial with n = 5,000, p = 0.2.
    expect(Math.abs(lost - 1_000), 'seed 3').toBeLessThan(142);
  });

  it('nothing arrives earlier than its delay, and all of it arrives', async () => {
    const leaving: { at: number; delay: number }[] = [];
    const { relay, a, b } = await linked(new Rules(delay({ min: 5, max: 60 }, new Random(4))), (at, _from, _to, _kind, _bytes, ms) =>
      leaving.push({ at, delay: ms }),
    );
    for (let id = 1; id <= 200; id++) a.send(datagram(id), relay.addressOf(1, 0));
    for (const { bytes, at } of await b.arrived(200)) {
      const left = leaving[(idOf(bytes) ?? 0) - 1] ?? { at: 0, delay: Number.NaN };
      expect(at - left.at).toBeGreaterThanOrEqual(left.delay);
    }
    expect(new Set(leaving.map((one) => one.delay)).size).toBeGreaterThan(30);
    expect(relay.inFlight).toBe(0);
  });

  it('a tap sees what leaves: its kind, its size and its delay', async () => {
    const seen: unknown[] = [];
    const rules = new Rules(() => 3);
    const { relay, a, b, c } = await linked(rules, (_at, ...facts) => seen.push(facts));
    const packets = [rumor('a', 1, 'text'), simple('a', '127.0.0.1:1', 'text'), status([]), status([], ALL, 1)];
    const datagrams = [
      ...packets.map((packet) => encode(packet, 'course')),
      encode({ kind: 'bundle', rumors: [rumor('a', 1, 'x')] }, 'course'),
    ];
    for (const bytes of datagrams) a.send(bytes, relay.addressOf(1, 0));
    await b.arrived(datagrams.length);
    const kinds = ['rumor', 'simple', 'status', 'status', 'bundle'];
    expect(seen).toEqual(datagrams.map((bytes, index) => [0, 1, kinds[index], bytes.length, 3]));
    rules.add(() => DROP);
    c.send(Uint8Array.of(0xff), relay.addressOf(1, 2));
    await until(() => relay.counts(2, 1).lost === 1);
    expect(seen.at(-1)).toEqual([2, 1, 'unknown', 1, DROP]);
  });

  it('copies arrive too, each after a delay of its own, and corrupted ones as the link makes them', async () => {
    const delays = [2, 1];
    const behaviour = {
      decide: () => delays.shift() ?? PASS,
      copies: () => 1,
      corrupts: () => delays.length === 0,
      corrupted: (bytes: Uint8Array) => Uint8Array.of(bytes.length),
    };
    const { relay, a, b } = await linked(behaviour);
    a.send(datagram(1), relay.addressOf(1, 0));
    const arrivals = await b.arrived(2);
    expect(arrivals.map(({ bytes }) => [...bytes])).toEqual([[datagram(1).length], [...datagram(1)]]);
  });

  it('a link can be cut and made again: what was on its way then is lost', async () => {
    const { relay, a, b } = await linked(new Rules((_from, _to, bytes) => (bytes === 1 ? 20 : PASS)));
    a.send(Uint8Array.of(1), relay.addressOf(1, 0));
    await until(() => relay.inFlight === 1);
    relay.unlink(0, 1);
    expect(() => relay.addressOf(1, 0)).toThrow(/not linked/);
    await relay.link(0, 1);
    await until(() => relay.inFlight === 0);
    a.send(datagram(2), relay.addressOf(1, 0));
    expect((await b.arrived(1)).map(({ bytes }) => idOf(bytes))).toEqual([2]);
  });

  it('what a node sends before it is known where it is waits until then', async () => {
    const { relay, a, b, c } = await linked(new Rules());
    relay.attach(0, undefined);
    a.send(datagram(1), relay.addressOf(1, 0));
    c.send(datagram(2), relay.addressOf(1, 0));
    await new Promise((resolve) => setImmediate(resolve));
    relay.attach(0, a.address);
    expect((await b.arrived(1)).map(({ bytes }) => idOf(bytes))).toEqual([1]);
  });

  it('knows which node stands behind an address', async () => {
    const { relay, a } = await linked(new Rules());
    expect([relay.nodeOf(relay.addressOf(2, 0)), relay.nodeOf(relay.addressOf(1, 2)), relay.nodeOf(a.address)]).toEqual([2, 1, undefined]);
  });

  it('a cut stops everything both ways while it lasts, and only between its sides', async () => {
    const rules = new Rules();
    const { relay, a, b, c } = await linked(rules);
    const heal = rules.add(cut(new Set([0]), new Set([1])));
    a.send(datagram(1), relay.addressOf(1, 0));
    b.send(datagram(2), relay.addressOf(0, 1));
    a.send(datagram(3), relay.addressOf(2, 0));
    await c.arrived(1);
    await until(() => relay.counts(0, 1).lost === 1 && relay.counts(1, 0).lost === 1);
    heal();
    a.send(datagram(4), relay.addressOf(1, 0));
    expect((await b.arrived(1)).map(({ bytes }) => idOf(bytes))).toEqual([4]);
    expect(a.arrivals).toEqual([]);
  });

  it('a one-way cut lets the other way through', async () => {
    const { relay, a, b } = await linked(new Rules(oneWayCut(new Set([0]), new Set([1]))));
    a.send(datagram(1), relay.addressOf(1, 0));
    b.send(datagram(2), relay.addressOf(0, 1));
    expect((await a.arrived(1)).map(({ bytes }) => idOf(bytes))).toEqual([2]);
    await until(() => relay.counts(0, 1).lost === 1);
    expect(b.arrivals).toEqual([]);
  });

  it('a node that is gone gets nothing, and gets it again at its new address', async () => {
    const { relay, a, b } = await linked(new Rules());
    relay.attach(1, undefined);
    a.send(datagram(1), relay.addressOf(1, 0));
    await until(() => relay.counts(0, 1).undeliverable === 1);
    const again = await Stub.open();
    relay.attach(1, again.address);
    a.send(datagram(2), relay.addressOf(1, 0));
    expect((await again.arrived(1)).map(({ bytes }) => idOf(bytes))).toEqual([2]);
    expect(b.arrivals).toEqual([]);
  });

  it('asking for a link that does not exist is an error of the caller', async () => {
    const { relay } = await linked(new Rules());
    expect(() => relay.addressOf(0, 7)).toThrow(/not linked/);
  });
});

/** Resolves once a fact holds that nothing announces. */
async function until(fact: () => boolean): Promise<void> {
  while (!fact()) await new Promise((resolve) => setImmediate(resolve));
}
