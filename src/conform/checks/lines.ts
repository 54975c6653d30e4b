import { privateMessage, rumor, simple, status, want } from '../../core/packet.js';
import { Broken, type Check, NotJudged } from '../check.js';
import { nextOf, type Stage } from '../stage/stage.js';
import { Harmony } from './harmony.js';
import { printed, printedWithPeers } from './printed.js';

const gossip: Check = {
  claims: {
    O6: 'prints every rumor that comes, old ones and route rumors too, then its peers',
    O8: 'prints its peers',
    O9: 'prints to whom it sends a rumor',
    O12: 'prints the route that a newer rumor with a text sets, and none for a route rumor',
  },
  async play(stage) {
    const [a, b] = [stage.peer(0), stage.peer(1)];
    await stage.told(a, rumor('Ann', 1, 'hello Ann'), (told) => nextOf(told, 'Ann') === 2);
    await printedWithPeers(stage, 'O6', `RUMOR origin Ann from ${a.address} ID 1 contents hello Ann`);
    await printed(stage, 'O8', `PEERS ${[0, 1, 2].map((number) => stage.peer(number).address).join(',')}`);
    await printed(stage, 'O12', `DSDV Ann ${a.address}`);
    const isSent = () => stage.lines().some((line) => /^MONGERING with \S+\s*$/.test(line));
    await stage.expect('O9', 'a line MONGERING with …', isSent, stage.patience.soon);
    stage.keeps('O9');
    b.send(rumor('Ann', 1, 'hello Ann'));
    await printedWithPeers(stage, 'O6', `RUMOR origin Ann from ${b.address} ID 1 contents hello Ann`);
    b.send(rumor('Ann', 2, ''));
    await printedWithPeers(stage, 'O6', `RUMOR origin Ann from ${b.address} ID 2 contents`);
    await stage.told(b, rumor('Ann', 3, 'again'), (told) => nextOf(told, 'Ann') === 4);
    await printed(stage, 'O6', `RUMOR origin Ann from ${b.address} ID 3 contents again`);
    const routes = () => stage.lines().filter((line) => line.trimEnd() === `DSDV Ann ${b.address}`).length;
    await stage.expect('O12', `the line: DSDV Ann ${b.address}`, () => routes() > 0, stage.patience.soon);
    if (routes() > 1) throw new Broken('O12', 'no line DSDV for a route rumor', `${routes()} lines for a route rumor and a text`);
  },
};

const statuses: Check = {
  claims: {
    O7: 'prints every Status that comes, then its peers',
    O11: 'prints with whom it is in sync',
  },
  async play(stage) {
    const a = stage.peer(0);
    a.send(status([]));
    await printedWithPeers(stage, 'O7', `STATUS from ${a.address}`);
    await printed(stage, 'O11', `IN SYNC WITH ${a.address}`);
    a.send(status([want('Ann', 3), want('Bob', 2)]));
    await printedWithPeers(stage, 'O7', `STATUS from ${a.address} peer Ann nextID 3 peer Bob nextID 2`);
  },
};

const coin: Check = {
  claims: { O10: 'prints to whom the coin sends a rumor' },
  async play(stage) {
    const harmony = new Harmony(stage);
    const heads = () => stage.lines().some((line) => /^FLIPPED COIN sending rumor to \S+\s*$/.test(line));
    for (let id = 1; id <= 20 && !heads(); id++) await harmony.spread(rumor('Ann', id, `text ${id}`));
    const wentOn = harmony.deliveries.length > new Set(harmony.deliveries.map(({ rumor: { id } }) => id)).size;
    if (!wentOn && !heads()) throw new NotJudged('no coin came up heads');
    await stage.expect('O10', 'a line FLIPPED COIN sending rumor to …', heads, stage.patience.soon);
  },
};

const order: Check = {
  claims: { O18: 'prints RUMOR, PEERS, DSDV, MONGERING in this order, and STATUS, PEERS, IN SYNC WITH' },
  async play(stage) {
    const a = stage.peer(0);
    a.send(status([]));
    await inOrder(stage, ['STATUS', 'PEERS', 'IN SYNC WITH']);
    await stage.told(a, rumor('Ann', 1, 'hello'), (told) => nextOf(told, 'Ann') === 2);
    await inOrder(stage, ['RUMOR', 'PEERS', 'DSDV', 'MONGERING']);
  },
};

async function inOrder(stage: Stage, starts: readonly string[]): Promise<void> {
  const at = (start: string) => stage.lines().findIndex((line) => line.startsWith(start));
  const first = () => at(starts[0] as string);
  const after = (start: string) =>
    stage
      .lines()
      .slice(first())
      .findIndex((line) => line.startsWith(start));
  const all = await stage.until(() => first() >= 0 && starts.every((start) => after(start) >= 0), stage.patience.soon);
  if (all === undefined) throw new NotJudged(`not all of these lines are printed: ${starts.join(', ')}`);
  const places = starts.map(after);
  const seen = starts.toSorted((one, other) => after(one) - after(other));
  if (places.some((place, i) => place < (places[i - 1] ?? 0))) throw new Broken('O18', starts.join(', '), seen.join(', '));
}

const commands: Check = {
  claims: {
    O3: "prints a client's text, then its peers",
    O4: "prints a client's private text",
    O13: 'prints a private message that is for itself',
  },
  async play(stage) {
    const a = stage.peer(0);
    a.send(privateMessage('Zoe', 0, 'for your eyes', stage.name, 4));
    await printed(stage, 'O13', 'PRIVATE origin Zoe hop-limit 4 contents for your eyes');
    await stage.client({ text: 'hello from the client' });
    await printedWithPeers(stage, 'O3', 'CLIENT MESSAGE hello from the client');
    await stage.told(a, rumor('Ann', 1, 'here'), (told) => nextOf(told, 'Ann') === 2);
    await stage.client({ text: 'secret', dest: 'Ann' });
    await printed(stage, 'O4', 'CLIENT MESSAGE secret dest Ann');
  },
};

const simples: Check = {
  claims: { O5: 'prints a SimpleMessage that comes, then its peers' },
  wish: { simple: true },
  async play(stage) {
    const a = stage.peer(0);
    a.send(simple('Ann', a.address, 'hello'));
    await printedWithPeers(stage, 'O5', `SIMPLE MESSAGE origin Ann from ${a.address} contents hello`);
  },
};

export const LINES_CHECKS: readonly Check[] = [gossip, statuses, coin, order, commands, simples];
