import { rumor, status, want } from '../../core/packet.js';
import type { Check } from '../check.js';
import { nextOf } from '../stage/stage.js';

const periods: Check = {
  claims: {
    A1: 'sends its Status to a random peer every period, without being asked',
    A2: 'goes on with that, whatever else it does',
  },
  wish: { configured: 1 },
  async play(stage) {
    const only = stage.peer(0);
    const { patience } = stage;
    await stage.expect('A1', ['a Status without being asked', status([])], () => only.statuses().length > 0, patience.afterPeriods(1));
    stage.keeps('A1');
    await stage.told(only, rumor('Ann', 1, 'something else'), (told) => nextOf(told, 'Ann') === 2);
    await stage.pass(patience.profile.ack / 4);
    const mark = only.got.length;
    await stage.expect(
      'A2',
      ['two more Statuses without being asked', status([want('Ann', 2)])],
      () => only.statuses(mark).length >= 2,
      patience.afterPeriods(2),
    );
  },
};

const answered: Check = {
  claims: { A3: 'takes an answer to such a Status as it takes every Status' },
  wish: { configured: 1 },
  async play(stage) {
    const only = stage.peer(0);
    await stage.told(only, rumor('Ann', 1, 'held'), (told) => nextOf(told, 'Ann') === 2);
    const mark = only.got.length;
    const { patience } = stage;
    await stage.expect(
      'A1',
      ['a Status without being asked', status([want('Ann', 2)])],
      () => only.statuses(mark).length > 0,
      patience.afterPeriods(1),
    );
    only.send(status([]));
    await stage.expect(
      'A3',
      ['the rumor that the answer shows as lacking', rumor('Ann', 1, 'held')],
      () => only.rumors(mark).length > 0,
      patience.soon,
    );
  },
};

export const ANTI_ENTROPY_CHECKS: readonly Check[] = [periods, answered];
