import { rumor } from '../../core/packet.js';
import { Broken, type Check, Untimely } from '../check.js';
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
    await harmony.rest(300, 2 * stage.patience.soon, tooMany);
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

export const MONGERING_CHECKS: readonly Check[] = [coin, timeout];
