import { rumor, status, want } from '../../core/packet.js';
import { Broken, type Check } from '../check.js';
import { nextOf } from '../stage/stage.js';

const LAST = 4_294_967_295;

const bounds: Check = {
  claims: {
    I2: 'drops rumors with an empty name or a name of more than 255 bytes, with id 0, or with id 2³² − 1',
    I4: 'holds the id of a rumor with an empty text like any other',
  },
  async play(stage) {
    const a = stage.peer(0);
    for (const bad of [rumor('', 1, 'x'), rumor('n'.repeat(256), 1, 'x'), rumor('Bob', 0, 'x'), rumor('Cat', LAST, 'x')]) a.send(bad);
    const mark = a.got.length;
    a.send(rumor('Ann', 1, ''));
    const held = () => a.statuses(mark).find((told) => nextOf(told, 'Ann') === 2);
    const told = await stage.expect(
      'I4',
      ['a Status with next id 2 for the origin of a route rumor', status([want('Ann', 2)])],
      held,
      stage.patience.soon,
    );
    stage.keeps('I4');
    const bad = told.want.find(({ identifier }) => identifier !== 'Ann' && identifier !== stage.name);
    const expected = ['no other origin in its Status than that of the good rumor', status([want('Ann', 2)])] as const;
    if (bad !== undefined) throw new Broken('I2', expected);
  },
};

const restart: Check = {
  claims: { I5: 'goes on above the ids that others know of its name' },
  async play(stage) {
    const peers = [0, 1, 2].map((number) => stage.peer(number));
    peers[0]?.send(status([want(stage.name, LIVED)]));
    for (let id = 1; id < LIVED; id++) peers[0]?.send(rumor(stage.name, id, `text ${id} of an earlier life`));
    await stage.pass(SETTLING);
    await stage.client({ text: 'after a restart' });
    const published = () => peers.flatMap((peer) => peer.rumors()).find(({ text }) => text === 'after a restart');
    const came = await stage.expect('I5', "a rumor of the client's text", published, stage.patience.soon);
    if (came.id < LIVED)
      throw new Broken('I5', [`an id of ${LIVED} or more`, rumor(stage.name, LIVED, 'after a restart')], `id ${came.id}`);
  },
};

/** The next id of the node's name, as others know it. */
const LIVED = 8;

/** Ms in which what was sent has been read. */
const SETTLING = 200;

const collision: Check = {
  claims: { I6: 'keeps the first text of an id that comes with another text' },
  async play(stage) {
    const [a, asking] = [stage.peer(0), stage.peer(3)];
    await stage.told(a, rumor('Ann', 1, 'the first text'), (told) => nextOf(told, 'Ann') === 2);
    a.send(rumor('Ann', 1, 'another text'));
    await stage.told(a, rumor('Ann', 2, 'the next'), (told) => nextOf(told, 'Ann') === 3);
    asking.send(status([]));
    const first = () => asking.rumors().find(({ id }) => id === 1);
    const right = rumor('Ann', 1, 'the first text');
    const came = await stage.expect('I6', ['rumor 1 for a peer that lacks it', right], first, stage.patience.soon);
    if (came.text !== 'the first text') throw new Broken('I6', ['the first text', right], JSON.stringify(came.text));
  },
};

export const NAMES_CHECKS: readonly Check[] = [bounds, restart, collision];
