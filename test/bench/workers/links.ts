import { createSocket, type Socket } from 'node:dgram';
import { setTimeout as sleep } from 'node:timers/promises';
import { Random } from '../../../src/core/random.js';
import { delay } from '../../../src/network/links/delay.js';
import { loss } from '../../../src/network/links/loss.js';
import { DROP, type Rule, Rules } from '../../../src/network/links/rule.js';
import { Relay } from '../../../src/network/relay/relay.js';
import { answer } from '../harness/answer.js';

interface LinksFacts {
  readonly packets: number;
  /** A second. */
  readonly rate: number;
  readonly loss: number;
  /** ms. */
  readonly delay: { readonly min: number; readonly max: number };
}

const BYTES = 100;
const NOTHING = new Int32Array(new SharedArrayBuffer(4));

answer({
  /** Datagrams over one link: how much later than asked they arrive, in ms, and how many of them get lost. */
  async relay({ packets, rate, loss: share, delay: range }: LinksFacts) {
    const random = new Random(1);
    const rules = new Rules(loss(share, random.fork('loss')), delay(range, random.fork('delay')));
    const due = new Map<number, number>();
    const note: Rule = (from, to, bytes, now) => {
      const asked = rules.decide(from, to, bytes, now);
      if (asked !== DROP) due.set(passed, now + asked);
      passed++;
      return asked;
    };
    let passed = 0;
    const relay = new Relay({ behaviour: new Rules(note), clock: () => performance.now() });
    await relay.link(0, 1);
    const [sender, receiver] = await Promise.all([attached(relay, 0), attached(relay, 1)]);
    const late: number[] = [];
    receiver.on('message', (bytes: Buffer) => late.push(performance.now() - (due.get(bytes.readUInt32LE(1)) as number)));
    await send(sender, relay.addressOf(1, 0).port, packets, rate, () => passed);
    while (relay.inFlight > 0) await sleep(10);
    await sleep(100);
    for (const socket of [sender, receiver]) socket.close();
    relay.close();
    return { ...lateness(late), lost: (passed - due.size) / passed, arrived: late.length / due.size };
  },

  /** How late a process that does nothing else wakes up from sleeps of 1 ms, in ms: what this machine can do at best. */
  async sleeper({ naps }: { readonly naps: number }) {
    const late = Array.from({ length: naps }, () => {
      const due = performance.now() + 1;
      Atomics.wait(NOTHING, 0, 0, 1);
      return performance.now() - due;
    });
    return lateness(late);
  },
});

async function attached(relay: Relay, node: number): Promise<Socket> {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 4 << 20, lookup: (host, _options, done) => done(null, host, 4) });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  relay.attach(node, { host: '127.0.0.1', port: socket.address().port });
  return socket;
}

/** Numbered datagrams at a rate, no more of them under way to the relay than fit any socket's buffer. */
async function send(socket: Socket, port: number, packets: number, rate: number, passed: () => number): Promise<void> {
  const began = performance.now();
  for (let sent = 0; sent < packets; await sleep(1)) {
    const due = Math.min(packets, Math.floor(((performance.now() - began) / 1_000) * rate), passed() + 200);
    for (; sent < due; sent++) {
      const datagram = Buffer.alloc(BYTES);
      datagram[0] = 0x12; // as a rumor begins
      datagram.writeUInt32LE(sent, 1);
      socket.send(datagram, port, '127.0.0.1');
    }
  }
}

function lateness(late: readonly number[]): { median: number; p99: number; within: number } {
  const sorted = late.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] as number;
  return { median: at(0.5), p99: at(0.99), within: sorted.filter((ms) => ms <= 2).length / sorted.length };
}
