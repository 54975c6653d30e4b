import { rumor } from '../../core/packet.js';
import { Broken, type Check, NotJudged } from '../check.js';
import { nextOf, type Stage } from '../stage/stage.js';

/** The only other peer than the sender of a rumor is one that the node was not told of. */
const learning: Check = {
  claims: { P1: 'takes the sender of a packet as a peer' },
  wish: { configured: 1 },
  async play(stage) {
    const [told, newcomer] = [stage.peer(0), stage.peer(3)];
    await stage.told(newcomer, rumor('Bob', 1, 'here I am'), (each) => nextOf(each, 'Bob') === 2);
    await stage.told(told, rumor('Ann', 1, 'hello'), (each) => nextOf(each, 'Ann') === 2);
    const reached = () => newcomer.rumors().some(({ origin }) => origin === 'Ann');
    await stage.expect(
      'P1',
      ['that a rumor goes to a peer that has made itself known', rumor('Ann', 1, 'hello')],
      reached,
      stage.patience.soon,
    );
  },
};

const order: Check = {
  claims: {
    P2: 'lists the peers that it was told of first and in that order, then those that it has learnt',
    P3: 'leaves its own address out of its peers',
  },
  wish: { ownAddress: true },
  async play(stage) {
    const line = await peersLine(stage);
    if (line.includes(stage.address)) throw new Broken('P3', `peers without ${stage.address}, the node's own`, line);
    stage.keeps('P3');
    const wanted = [0, 1, 2, 3].map((number) => stage.peer(number).address).join(',');
    if (line !== `PEERS ${wanted}`) throw new Broken('P2', `PEERS ${wanted}`, line);
  },
};

/** What the node prints of its peers once a fourth has made itself known; blanks are left to O8. */
async function peersLine(stage: Stage): Promise<string> {
  const newcomer = stage.peer(3);
  await stage.told(newcomer, rumor('Bob', 1, 'here I am'), (each) => nextOf(each, 'Bob') === 2);
  const last = () => stage.lines().find((line) => line.startsWith('PEERS') && line.includes(newcomer.address));
  const line = await stage.until(last, stage.patience.soon);
  if (line === undefined) throw new NotJudged('no line PEERS shows the peers');
  return line.trimEnd().replaceAll(/, +/g, ',');
}

export const PEERS_CHECKS: readonly Check[] = [learning, order];
