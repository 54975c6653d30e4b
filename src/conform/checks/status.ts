import { type Rumor, rumor, status, want } from '../../core/packet.js';
import { Broken, type Check } from '../check.js';
import { nextOf } from '../stage/stage.js';
import { Harmony } from './harmony.js';

const ANN = [1, 2, 3].map((id) => rumor('Ann', id, `text ${id}`));

/** A peer that the node has never sent anything asks each time, so that nothing is on its way to it. */
const missing: Check = {
  claims: {
    G9: 'compares both ways: of two vectors with one origin each it sees what the other one lacks',
    G10: 'sends the first rumor of an origin that a peer lacks, lowest id first',
    G16: 'takes an empty Status for a peer that holds nothing',
  },
  async play(stage) {
    await new Harmony(stage).hold(...ANN);
    const cases = [
      ['G16', status([]), 1],
      ['G10', status([want('Ann', 2)]), 2],
      ['G9', status([want('Bob', 4)]), 1],
    ] as const;
    for (const [i, [sentence, told, first]] of cases.entries()) {
      const asking = stage.peer(3 + i);
      asking.send(told);
      const expected = [`rumor ${first} of Ann first`, ANN[first - 1] as Rumor] as const;
      const came = await stage.expect(sentence, expected, () => asking.rumors()[0], stage.patience.soon);
      if (came.id !== first) throw new Broken(i === 0 ? 'G10' : sentence, expected, `rumor ${came.id}`);
      stage.keeps(sentence);
    }
  },
};

const asking: Check = {
  claims: { G11: 'sends its Status to a peer that holds more and lacks nothing' },
  async play(stage) {
    // A Status of anti-entropy is rarely so quick, and never so often.
    const peers = [0, 1, 2, 0, 1, 2].map((number) => stage.peer(number));
    for (const peer of peers) {
      const mark = peer.got.length;
      peer.send(status([want('Ann', 2)]));
      await stage.expect(
        'G11',
        ['the Status of a node that holds nothing yet', status([])],
        () => peer.statuses(mark).length > 0,
        stage.patience.promptly,
      );
      await stage.pass(BETWEEN);
    }
  },
};

/** G15 lets a node wait between two Statuses to one peer. */
const BETWEEN = 120;
const SAME = 8;

const ending: Check = {
  claims: { G14: 'does not answer a Status of a peer that is in sync with it' },
  async play(stage) {
    await new Harmony(stage).hold(...ANN);
    const other = stage.peer(3);
    const mark = other.got.length;
    const began = performance.now();
    for (let i = 0; i < SAME; i++) {
      other.send(status([want('Ann', 4)]));
      await stage.pass(BETWEEN / 3);
    }
    await stage.pass(BETWEEN);
    const answers = other.statuses(mark).filter((told) => nextOf(told, 'Ann') === 4).length;
    const anyway = 1 + Math.ceil((performance.now() - began) / stage.patience.profile.antiEntropy);
    if (answers > anyway) throw new Broken('G14', 'no Status in answer to one that shows nothing new', `${answers} in answer to ${SAME}`);
  },
};

export const STATUS_CHECKS: readonly Check[] = [missing, asking, ending];
