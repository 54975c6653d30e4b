import { ALL, type Private, privateMessage, rumor, status } from '../../core/packet.js';
import { decode, encode } from '../../wire/codec.js';
import { Broken, type Check, NotJudged } from '../check.js';
import { nextOf, type Stage } from '../stage/stage.js';
import type { Peer } from '../stage/peer.js';
import { Harmony } from './harmony.js';

/** Ms in which an answer would have come. */
const SETTLING = 200;

/** Course nodes know nothing of reference nodes, and need not; those of this program show by their Statuses what they are. */
async function mustKnowThem(stage: Stage, from: Peer): Promise<void> {
  const told = await stage.told(from, rumor('Ann', 1, 'the way to Ann'), (each) => nextOf(each, 'Ann') === 2);
  if (told.abilities === 0)
    throw new NotJudged('only nodes that know reference nodes are expected to, and this one does not show that it does');
}

const privates: Check = {
  claims: { D3: 'writes a private message for a reference node as that reads it, and reads one from it as that writes it' },
  async play(stage) {
    const [reference, course] = [stage.peer(0), stage.peer(1)];
    reference.send(status([], ALL, 0, ''));
    await mustKnowThem(stage, reference);
    await stage.told(course, rumor('Bob', 1, 'the way to Bob'), (told) => nextOf(told, 'Bob') === 2);
    course.send(privateMessage('Zoe', 0, 'to a reference node', 'Ann', 7));
    await arrived(stage, reference, 'reference', privateMessage('Zoe', 0, 'to a reference node', 'Ann', 6));
    reference.sendBytes(encode(privateMessage('Ann', 0, 'from a reference node', 'Bob', 7), 'reference'));
    await arrived(stage, course, 'course', privateMessage('Ann', 0, 'from a reference node', 'Bob', 6));
  },
};

async function arrived(stage: Stage, peer: Peer, dialect: 'course' | 'reference', wanted: Private): Promise<void> {
  const came = () =>
    peer.got.map(({ bytes }) => decode(bytes, dialect)).find((packet) => typeof packet === 'object' && packet.kind === 'private');
  const packet = await stage.expect('D3', `the private message at a ${dialect} node`, came, stage.patience.soon);
  const isRight =
    typeof packet === 'object' && packet.kind === 'private' && packet.text === wanted.text && packet.destination === wanted.destination;
  if (!isRight) throw new Broken('D3', `text and destination as a ${dialect} node reads them`);
}

const acknowledgements: Check = {
  claims: { D4: 'does not take the acknowledgement of a route rumor for the Status of a peer that holds nothing' },
  async play(stage) {
    const [known, reference] = [stage.peer(0), stage.peer(3)];
    await new Harmony(stage).hold(rumor('Bob', 1, 'held'));
    await mustKnowThem(stage, known);
    const mark = reference.got.length;
    reference.send(status([], ALL, 0, stage.name));
    await stage.pass(SETTLING);
    if (reference.rumors(mark).some(({ origin }) => origin === 'Bob')) throw new Broken('D4', 'no rumor in answer to an acknowledgement');
  },
};

export const DIALECT_CHECKS: readonly Check[] = [privates, acknowledgements];
