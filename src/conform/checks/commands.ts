import { Broken, type Check, NotJudged } from '../check.js';
import { rumor } from '../../core/packet.js';
import { nextOf } from '../stage/stage.js';

const flags: Check = {
  claims: { C2: 'starts with the flags that it was given, and takes part' },
  async play(stage) {
    await stage.told(stage.peer(0), rumor('Ann', 1, 'hello'), (told) => nextOf(told, 'Ann') === 2);
  },
};

const client: Check = {
  claims: {
    C4: 'a client takes -msg, and -msg with -dest',
    C5: 'a client refuses combinations that mean nothing, and a hash that is none, with exit status 1',
  },
  async play(stage) {
    const good = await stage.runClient({ text: 'hello' });
    if (good.status !== 0) throw new NotJudged(`the client failed: ${good.lines.at(-1) ?? `status ${good.status}`}`);
    stage.keeps('C4');
    const cases = [
      [{ text: 'x', file: 'y' }, 'ERROR (Bad argument combination)'],
      [{ file: 'y', request: 'no hash' }, 'ERROR (Unable to decode hex hash)'],
    ] as const;
    for (const [order, line] of cases) {
      const { status, lines } = await stage.runClient(order);
      const isRight = status === 1 && lines.some((each) => each.trim() === line);
      if (!isRight) throw new Broken('C5', `${line} and exit status 1`, `${lines.join(' / ') || 'nothing'} and exit status ${status}`);
    }
  },
};

export const COMMAND_CHECKS: readonly Check[] = [flags, client];
