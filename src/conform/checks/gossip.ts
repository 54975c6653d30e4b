import { rumor, status, want } from '../../core/packet.js';
import { Broken, type Check, NotJudged, Untimely } from '../check.js';
import { nextOf } from '../stage/stage.js';
import { Harmony } from './harmony.js';

const ids: Check = {
  claims: { G1: "gives a client's texts the ids 1, 2, 3 of its own name" },
  async play(stage) {
    const peers = [0, 1, 2].map((number) => stage.peer(number));
    for (const [i, text] of ['first', 'second', 'third'].entries()) {
      await stage.client({ text });
      const published = () => peers.flatMap((peer) => peer.rumors()).find((each) => each.text === text);
      const seen = await stage.until(published, stage.patience.soon);
      if (seen === undefined) throw new NotJudged("no rumor came of the client's text");
      if (seen.id !== i + 1) throw new Broken('G1', [`id ${i + 1} for "${text}"`, rumor(stage.name, i + 1, text)], `id ${seen.id}`);
      peers[0]?.send(status([want(stage.name, i + 2)]));
    }
  },
};

const vector: Check = {
  claims: { G2: 'tells in a Status for each origin the id after the last one that it holds, and names no other origin' },
  async play(stage) {
    const a = stage.peer(0);
    const mark = a.got.length;
    for (const id of [1, 2, 3]) a.send(rumor('Ann', id, `text ${id}`));
    const right = () => a.statuses(mark).some((told) => nextOf(told, 'Ann') === 4);
    await stage.expect(
      'G2',
      ['a Status with next id 4 for the origin of rumors 1 to 3', status([want('Ann', 4)])],
      right,
      stage.patience.soon,
    );
    const strange = a.statuses(mark).find((told) => told.want.some((each) => !['Ann', stage.name].includes(each.identifier)));
    if (strange !== undefined) throw new Broken('G2', 'no origin in a Status but the one of which it holds rumors');
  },
};

/** Nobody acknowledges, so that what is seen within a part of that time is the first step alone. */
const spreading: Check = {
  claims: { G3: 'sends a new rumor as it came to one random peer, not to the one that it came from' },
  async play(stage) {
    const peers = [0, 1, 2].map((number) => stage.peer(number));
    for (let id = 1; id <= STEPS; id++) {
      stage.peer(0).send(rumor('Ann', id, `text ${id}`));
      const holders = () => peers.filter((peer) => peer.rumors().some((each) => each.origin === 'Ann' && each.id === id));
      const expected = [`rumor ${id} at a peer that has not sent it`, rumor('Ann', id, `text ${id}`)] as const;
      const first = await stage.expect('G3', expected, () => holders()[0], stage.patience.soon);
      if (first === peers[0]) throw new Broken('G3', `that rumor ${id} is not sent back to the peer that it came from`);
      if (id > 1) continue;
      const alone = stage.patience.profile.ack / 3;
      await stage.pass(alone);
      if (holders().length > 1) throw new Untimely('G3', 'that a new rumor is sent to one peer alone', alone);
    }
  },
};

/** Fewer than may be in flight to a peer (L2). */
const STEPS = 4;

const drawing: Check = {
  claims: { P6: 'draws now one peer and now another' },
  async play(stage) {
    const harmony = new Harmony(stage);
    const drawn = new Set<unknown>();
    for (let id = 1; id <= DRAWS && drawn.size < 2; id++) drawn.add(await harmony.spread(rumor('Ann', id, `text ${id}`)));
    if (drawn.size < 2) throw new Broken('P6', `that of ${DRAWS} rumors some go first to the one and some to the other of two peers`);
  },
};

/** One of two peers is never drawn once in 2^19 plays. */
const DRAWS = 20;

const order: Check = {
  claims: { G4: 'does not hold a rumor whose predecessors it lacks' },
  async play(stage) {
    const a = stage.peer(0);
    a.send(rumor('Ann', 3, 'the third'));
    // A Status that shows the rumor of Bob was written after that of Ann had come.
    const answer = await stage.told(a, rumor('Bob', 1, 'what comes after it'), (told) => nextOf(told, 'Bob') === 2);
    const nothing = ['a Status that does not show rumor 3 as held before 1 and 2', status([want('Bob', 2)])] as const;
    if (nextOf(answer, 'Ann') !== 1) throw new Broken('G4', nothing);
    const mark = a.got.length;
    for (const id of [1, 2, 3]) a.send(rumor('Ann', id, `the ${id}.`));
    const inOrder = () => a.statuses(mark).some((told) => nextOf(told, 'Ann') === 4);
    await stage.expect('G4', 'a Status with next id 4 once 1, 2 and 3 have come in order', inOrder, stage.patience.soon);
  },
};

const acknowledgement: Check = {
  claims: { G5: 'answers every rumor, new or known, with a Status to its sender' },
  async play(stage) {
    const a = stage.peer(0);
    const ids = [1, 2, 3, 2, 1];
    for (const [i, id] of ids.entries()) {
      const mark = a.got.length;
      a.send(rumor('Ann', id, `text ${id}`));
      const expected = ['a Status to the sender of a rumor', status([want('Ann', Math.max(...ids.slice(0, i + 1)) + 1)])] as const;
      await stage.expect('G5', expected, () => a.statuses(mark).length > 0, stage.patience.promptly);
    }
  },
};

export const GOSSIP_CHECKS: readonly Check[] = [ids, vector, spreading, drawing, order, acknowledgement];
