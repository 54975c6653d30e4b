import { rumor, status, want } from '../../core/packet.js';
import { Broken, type Check, NotJudged, type Sentence, Untimely } from '../check.js';
import type { Stage } from '../stage/stage.js';
import type { Peer } from '../stage/peer.js';
import { Harmony } from './harmony.js';

/** Of a fair coin all throws are tails once in 2^24 plays. */
const THROWS = 24;
/** A fair coin sends a rumor to two peers on average; twelve standard deviations more of all of them is no fair coin. */
const TOO_MANY = THROWS * 5;

const coin: Check = {
  claims: { G12: 'flips a fair coin for a rumor that was acknowledged: heads, it goes to another peer; tails, it goes no further' },
  async play(stage) {
    const harmony = new Harmony(stage);
    const first: Peer[] = [];
    for (let id = 1; id <= THROWS; id++) first.push(await harmony.spread(rumor('Ann', id, `text ${id}`)));
    const tooMany = () => harmony.deliveries.length > TOO_MANY;
    await harmony.rest(quiet(stage), 2 * stage.patience.soon, tooMany);
    if (tooMany())
      throw new Broken(
        'G12',
        'tails now and then, so that a rumor comes to its end',
        `${harmony.deliveries.length} rumors sent for ${THROWS}`,
      );
    const wentOn = harmony.deliveries.some(({ peer, rumor: { id } }) => peer !== first[id - 1]);
    if (!wentOn)
      throw new Untimely('G12', `heads now and then: some of ${THROWS} acknowledged rumors at another peer`, stage.patience.soon);
  },
};

/** Half of them would be sent on again. */
const AGAIN = 14;

const once: Check = {
  claims: { G13: 'flips the coin once: not again when the time for the acknowledgement is over' },
  async play(stage) {
    const harmony = new Harmony(stage);
    for (let id = 1; id <= AGAIN; id++) await harmony.spread(rumor('Ann', id, `text ${id}`));
    await harmony.rest(quiet(stage), stage.patience.soon);
    await nothingFollows(stage, harmony, 'G13');
  },
};

/** All coins have been flipped; what would follow are those of rumors that the node takes for not acknowledged. */
async function nothingFollows(stage: Stage, harmony: Harmony, sentence: Sentence): Promise<void> {
  const before = harmony.deliveries.length;
  await stage.pass(stage.patience.profile.ack * 1.5 + SETTLING);
  const late = harmony.deliveries.length - before;
  if (late >= SEVERAL)
    throw new Untimely(
      sentence,
      'that no acknowledged rumor is sent on at the end of the time',
      stage.patience.profile.ack,
      `${late} were`,
    );
}

const SETTLING = 200;
/** Ms in which nothing comes when all coins have been flipped: well below what the node waits for an acknowledgement. */
function quiet({ patience }: Stage): number {
  return Math.min(300, patience.profile.ack / 4);
}
/** One rumor may be late because an acknowledgement was. */
const SEVERAL = 2;

/** Of those that the node takes for not acknowledged half would be sent on. */
const TOGETHER = 24;
/** So many peers that at most times none has more than may be in flight to it (L2). */
const TAKERS = [1, 2, 3, 4];

const together: Check = {
  claims: { G6: 'takes one Status for the acknowledgement of all rumors that it covers' },
  wish: { configured: 1 + TAKERS.length },
  async play(stage) {
    const takers = TAKERS.map((number) => stage.peer(number));
    for (let id = 1; id <= TOGETHER; id++) stage.peer(0).send(rumor('Ann', id, `text ${id}`));
    const arrived = () => takers.reduce((sum, peer) => sum + peer.rumors().length, 0);
    await stage.until(() => arrived() >= TOGETHER, stage.patience.profile.ack / 2);
    if (arrived() < TOGETHER / 2) throw new NotJudged('the node did not send the rumors of the play on');
    const harmony = new Harmony(stage, status([want('Ann', TOGETHER + 1)]));
    for (const peer of takers) peer.send(harmony.vector());
    await harmony.rest(quiet(stage), stage.patience.soon);
    await nothingFollows(stage, harmony, 'G6');
  },
};

/** Tails every time once in 2^12 plays, and three plays are made before it is said. */
const UNANSWERED = 12;

const timeout: Check = {
  claims: { G7: 'flips the coin for a rumor that nobody acknowledges in time' },
  async play(stage) {
    const [a, ...silent] = [0, 1, 2].map((number) => stage.peer(number));
    for (let id = 1; id <= UNANSWERED; id++) a?.send(rumor('Ann', id, `text ${id}`));
    const wentOn = () => {
      const holders = [a, ...silent].map((peer) => new Set(peer?.rumors().map(({ id }) => id)));
      return Array.from({ length: UNANSWERED }, (_, i) => holders.filter((ids) => ids.has(i + 1)).length).some((count) => count > 1);
    };
    const expected = `some of ${UNANSWERED} rumors that were not acknowledged at another peer`;
    await stage.expect('G7', expected, wentOn, stage.patience.afterAck);
  },
};

export const MONGERING_CHECKS: readonly Check[] = [coin, once, together, timeout];
