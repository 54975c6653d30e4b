import { type Private, privateMessage, rumor } from '../../core/packet.js';
import { Broken, type Check, NotJudged, Untimely } from '../check.js';
import { nextOf, type Stage } from '../stage/stage.js';
import type { Peer } from '../stage/peer.js';
import { Harmony } from './harmony.js';

/** Ms in which what was sent at the same time as something that has come comes too. */
const SETTLING = 100;

const routeRumors: Check = {
  claims: {
    R1: 'gives each route rumor an id of its own',
    R2: 'sends a route rumor at its start and then every N seconds',
    B7: 'sends its route rumors at that period only',
  },
  wish: { rtimer: 1, configured: 3 },
  async play(stage) {
    const harmony = new Harmony(stage);
    const own = () => harmony.deliveries.filter(({ rumor }) => rumor.origin === stage.name && rumor.text === '');
    const ids = () => [...new Set(own().map(({ rumor }) => rumor.id))].sort((one, other) => one - other);
    await stage.expect('R2', 'a route rumor after the start', () => ids().length > 0, stage.patience.soon);
    const began = performance.now();
    const more = await stage.until(() => ids().length > 2, 3 * stage.patience.soon);
    if (more === undefined && ids().length === 1 && own().length > 2)
      throw new Broken('R1', 'a new id in every route rumor', `${ids()[0]} each time`);
    if (more === undefined) throw new Untimely('R2', 'two more route rumors, one a second', 1_000, `${ids().length} in all`);
    stage.keeps('R2');
    if (ids()[0] !== 1 || ids().some((id, i) => id !== i + 1)) throw new Broken('R1', 'ids 1, 2, 3', `ids ${ids().join(', ')}`);
    stage.keeps('R1');
    await stage.pass(1_000);
    const most = 3 + (performance.now() - began) / 1_000;
    if (ids().length > most) throw new Untimely('B7', `at most ${Math.floor(most)} route rumors by now`, 1_000, `${ids().length}`);
  },
};

const table: Check = {
  claims: {
    R3: 'sends to an origin by the neighbour that delivered its newest rumor, and no older one changes that',
    M1: 'sends a private message to the neighbour that its table names',
    M2: 'takes 1 off the hop limit of what it sends on',
  },
  async play(stage) {
    const [a, b, c] = [stage.peer(0), stage.peer(1), stage.peer(2)];
    await heard(stage, a, 1);
    await relayed(stage, 'M1', a, 'by the only way');
    await heard(stage, b, 2);
    await relayed(stage, 'R3', b, 'by the newer way');
    c.send(rumor('Ann', 1, 'text 1'));
    await stage.told(c, rumor('Bob', 1, 'x'), (told) => nextOf(told, 'Bob') === 2);
    await relayed(stage, 'R3', b, 'not by the older way');
  },
};

async function heard(stage: Stage, from: Peer, id: number): Promise<void> {
  await stage.told(from, rumor('Ann', id, `text ${id}`), (told) => nextOf(told, 'Ann') === id + 1);
}

/** A peer sends a private message for Ann; it must come to `way` with one hop less. */
async function relayed(stage: Stage, sentence: 'R3' | 'M1', way: Peer, text: string): Promise<void> {
  stage.peer(4).send(privateMessage('Zoe', 0, text, 'Ann', 7));
  const onward = privateMessage('Zoe', 0, text, 'Ann', 6);
  const came = await stage.expect(
    sentence,
    [`the private message at ${way.address}`, onward],
    () => letter(way, text),
    stage.patience.soon,
  );
  if (came.hopLimit !== 6) throw new Broken('M2', ['hop limit 6 where 7 came', onward], `hop limit ${came.hopLimit}`);
}

function letter(peer: Peer, text: string): Private | undefined {
  return peer.packets().find((packet): packet is Private => packet.kind === 'private' && packet.text === text);
}

/** Has texts, numbers that are zero, and lines in it. */
export const ENDS: Check = {
  claims: {
    M3: 'drops what is for somebody else and has no hops left',
    M6: 'takes what is for itself whatever hops are left, and does not send it on',
    R4: 'keeps no way to its own name',
  },
  async play(stage) {
    const [a, b] = [stage.peer(0), stage.peer(1)];
    await heard(stage, a, 1);
    a.send(rumor(stage.name, 5, 'from an earlier life'));
    b.send(privateMessage('Zoe', 0, 'no hops left', 'Ann', 0));
    b.send(privateMessage('Zoe', 0, 'for the node', stage.name, 0));
    b.send(privateMessage('Zoe', 0, 'with hops left', stage.name, 5));
    b.send(privateMessage('Zoe', 0, 'one hop left', 'Ann', 1));
    const last = await stage.until(() => letter(a, 'one hop left'), stage.patience.soon);
    if (last === undefined) throw new NotJudged('private messages are not relayed');
    await stage.pass(SETTLING);
    const everywhere = [0, 1, 2, 3, 4, 5].map((number) => stage.peer(number));
    const isSent = (text: string) => everywhere.some((peer) => letter(peer, text) !== undefined);
    if (isSent('no hops left')) throw new Broken('M3', 'that a private message with hop limit 0 is not sent on');
    if (last.hopLimit !== 0)
      throw new Broken(
        'M2',
        ['hop limit 0 where 1 came', privateMessage('Zoe', 0, 'one hop left', 'Ann', 0)],
        `hop limit ${last.hopLimit}`,
      );
    stage.keeps('M3');
    if (isSent('for the node') || isSent('with hops left')) throw new Broken('M6', 'that what is for the node itself is not sent on');
    const printed = () => ['for the node', 'with hops left'].every((text) => stage.lines().some((line) => line.includes(text)));
    await stage.expect('M6', 'both texts printed', printed, stage.patience.soon);
  },
};

const source: Check = {
  claims: {
    M2: 'sends its own private messages with hop limit 9',
    M4: 'sends nothing without a route',
    M8: 'writes id 0 into its private messages',
  },
  async play(stage) {
    const [a, b, c] = [stage.peer(0), stage.peer(1), stage.peer(2)];
    await stage.runClient({ text: 'to nobody', dest: 'Nobody' });
    await heard(stage, a, 1);
    await stage.client({ text: 'to Ann', dest: 'Ann' });
    const came = await stage.until(() => letter(a, 'to Ann'), stage.patience.soon);
    const right = privateMessage(stage.name, 0, 'to Ann', 'Ann', 9);
    const way = 'the private message of the client at the neighbour that has delivered a rumor of Ann';
    if (came === undefined) throw new Untimely('M1', [way, right], stage.patience.soon);
    if (came.hopLimit !== 9) throw new Broken('M2', ['hop limit 9', right], `hop limit ${came.hopLimit}`);
    stage.keeps('M2');
    if (came.id !== 0) throw new Broken('M8', ['id 0', right], `id ${came.id}`);
    stage.keeps('M8');
    if ([a, b, c].some((peer) => letter(peer, 'to nobody') !== undefined)) throw new Broken('M4', 'that nothing is sent without a route');
  },
};

export const ROUTING_CHECKS: readonly Check[] = [routeRumors, table, ENDS, source];
