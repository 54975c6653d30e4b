import { createSocket } from 'node:dgram';
import { expect, test } from 'vitest';
import { Random } from '../../src/core/random.js';
import { bursts, lossOf } from '../../src/network/links/bursts.js';
import { loss } from '../../src/network/links/loss.js';
import { type Rule, Rules } from '../../src/network/links/rule.js';
import { Relay } from '../../src/network/relay/relay.js';

const PACKETS = 100_000;
/** Fits the buffer of any socket. */
const ROUND = 100;
const SEED = 31;
const BURSTS = { worsens: 0.02, recovers: 0.1, lossWhenGood: 0.01, lossWhenBad: 0.6 };

/** Sends over a link between real sockets, no faster than the relay reads, and returns the share that is lost. */
async function lostShare(rule: Rule): Promise<number> {
  const relay = new Relay({ behaviour: new Rules(rule), clock: () => performance.now() });
  await relay.link(0, 1);
  const socket = createSocket({ type: 'udp4', lookup: (host, _options, done) => done(null, host, 4) });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  relay.attach(0, { host: '127.0.0.1', port: socket.address().port });
  const { port } = relay.addressOf(1, 0);
  for (let sent = 0; sent < PACKETS; ) {
    for (const end = sent + ROUND; sent < end; sent++) socket.send('a datagram', port, '127.0.0.1');
    while (relay.counts(0, 1).packets < sent) await new Promise((resolve) => setImmediate(resolve));
  }
  const { lost, packets } = relay.counts(0, 1);
  socket.close();
  relay.close();
  return lost / packets;
}

test.each([
  ['independently', loss(0.2, new Random(SEED)), 0.2],
  ['in bursts', bursts(BURSTS, new Random(SEED)), lossOf(BURSTS)],
])(`of 100,000 datagrams between real sockets the share asked for is lost, %s`, async (_how, rule, asked) => {
  expect(Math.abs((await lostShare(rule)) - asked), `seed ${SEED}`).toBeLessThan(0.005);
});
