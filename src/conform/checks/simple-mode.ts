import { rumor, type Simple, simple } from '../../core/packet.js';
import { Broken, type Check, NotJudged } from '../check.js';
import { nextOf, type Stage } from '../stage/stage.js';
import type { Peer } from '../stage/peer.js';

const own: Check = {
  claims: { S1: "sends a client's text to all peers, with its name and address" },
  wish: { simple: true },
  async play(stage) {
    await stage.client({ text: 'simply' });
    for (const peer of threeOf(stage)) {
      const expected = ['a SimpleMessage at every peer', simple(stage.name, stage.address, 'simply')] as const;
      const came = await stage.expect('S1', expected, () => simples(peer)[0], stage.patience.soon);
      const isRight = came.originalName === stage.name && came.relayPeerAddr === stage.address && came.contents === 'simply';
      if (!isRight) throw new Broken('S1', expected);
    }
  },
};

const relaying: Check = {
  claims: {
    S2: 'sends a SimpleMessage on to all but its sender, with its own address as relay_peer_addr',
    S3: 'does not send on its own message that comes back',
  },
  wish: { simple: true },
  async play(stage) {
    const [a, b, c] = threeOf(stage);
    a.send(simple(stage.name, a.address, 'round the ring'));
    a.send(simple('Ann', a.address, 'hello'));
    for (const peer of [b, c]) {
      const relayed = () => simples(peer).find(({ contents }) => contents === 'hello');
      const message = simple('Ann', stage.address, 'hello');
      const came = await stage.expect('S2', ['the message at every peer but its sender', message], relayed, stage.patience.soon);
      if (came.relayPeerAddr !== stage.address)
        throw new Broken('S2', ["the node's own address as relay_peer_addr", message], came.relayPeerAddr);
      if (came.originalName !== 'Ann') throw new Broken('S2', ['the same original_name', message], came.originalName);
    }
    await stage.pass(SETTLING);
    if (simples(a).some(({ contents }) => contents === 'hello')) throw new Broken('S2', 'that the message does not go back to its sender');
    stage.keeps('S2');
    const goesRound = [a, b, c].some((peer) => simples(peer).some(({ contents }) => contents === 'round the ring'));
    if (goesRound) throw new Broken('S3', 'that its own message is not sent on');
  },
};

/** Ms in which what was sent at the same time as something that has come comes too. */
const SETTLING = 100;

const silence: Check = {
  claims: { S4: 'sends no Status and no route rumor in simple mode, whatever it was told' },
  wish: { simple: true, rtimer: 1 },
  async play(stage) {
    await stage.pass(stage.patience.profile.antiEntropy * 2 + 1_000);
    const others = threeOf(stage).flatMap((peer) => peer.packets().filter(({ kind }) => kind !== 'simple'));
    if (others.length > 0) throw new Broken('S4', 'SimpleMessages and nothing else');
  },
};

const otherMode: Check = {
  claims: { S5: 'drops all but SimpleMessages in simple mode' },
  wish: { simple: true },
  async play(stage) {
    const [a, b] = threeOf(stage);
    a.send(rumor('Ann', 1, 'a rumor'));
    a.send(simple('Ann', a.address, 'hello'));
    const relayed = await stage.until(() => simples(b)[0], stage.patience.soon);
    if (relayed === undefined) throw new NotJudged('simple messages are not relayed');
    await stage.pass(SETTLING);
    if (threeOf(stage).some((peer) => peer.packets().some(({ kind }) => kind !== 'simple')))
      throw new Broken('S5', 'that a rumor is dropped');
  },
};

const gossipMode: Check = {
  claims: { S5: 'drops SimpleMessages where it gossips' },
  async play(stage) {
    const [a] = threeOf(stage);
    a.send(simple('Ann', a.address, 'hello'));
    await stage.told(a, rumor('Ann', 1, 'x'), (told) => nextOf(told, 'Ann') === 2);
    await stage.pass(SETTLING);
    if (threeOf(stage).some((peer) => simples(peer).length > 0)) throw new Broken('S5', 'that a SimpleMessage is dropped');
  },
};

function threeOf(stage: Stage): readonly [Peer, Peer, Peer] {
  return [stage.peer(0), stage.peer(1), stage.peer(2)];
}

function simples(peer: Peer): readonly Simple[] {
  return peer.packets().filter((packet) => packet.kind === 'simple');
}

export const SIMPLE_CHECKS: readonly Check[] = [own, relaying, silence, otherMode, gossipMode];
