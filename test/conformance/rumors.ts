import { expect, it } from 'vitest';
import { Ability, ALL, rumor, status, want } from '../../src/core/packet.js';
import { only, type World } from './world.js';

export function aboutRumors(world: () => World): void {
  it('gives its texts the ids 1, 2, 3', async () => {
    const node = await world().spawn('A');
    expect([await node.publish('one'), await node.publish('two'), await node.publish('three')]).toEqual([1, 2, 3]);
    expect(node.vector()).toEqual({ A: 4 });
  });

  it('hands texts along a line of nodes, in order and each once', async () => {
    const line = [await world().spawn('n0')];
    for (let at = 1; at < 5; at++) line.push(await world().spawn(`n${at}`, { peers: line.slice(-1) }));
    const [first, last] = [line[0], line[4]] as const;
    const texts = Array.from({ length: 20 }, (_, index) => `text ${index}`);
    for (const text of texts) await first?.publish(text);
    await world().until('the end of the line has all', () => last?.texts().length === 20);
    expect(last?.texts()).toEqual(texts);
    for (const node of line) expect(node.vector()).toEqual({ n0: 21 });
  });

  it('acknowledges a rumor with a Status that counts it', async () => {
    const [node, stranger] = [await world().spawn('A'), await world().stranger()];
    stranger.send(rumor('S', 1, 'hello'), node);
    await world().until('a Status counts it', () => only('status', stranger.received).some(({ want }) => counts(want, 'S', 2)));
    expect(node.texts()).toEqual(['hello']);
  });

  it('acknowledges a rumor that it knows already, and does not accept it twice', async () => {
    const [node, stranger] = [await world().spawn('A', { settings: { antiEntropy: 0 } }), await world().stranger()];
    stranger.send(rumor('S', 1, 'hello'), node);
    await world().until('it is acknowledged', () => only('status', stranger.received).length >= 1);
    const before = stranger.received.length;
    stranger.send(rumor('S', 1, 'hello'), node);
    await world().until('it is acknowledged again', () => only('status', stranger.received.slice(before)).length >= 1);
    expect(node.texts()).toEqual(['hello']);
    expect(node.events.filter((event) => event.kind === 'rumor').map(({ isNew }) => isNew)).toEqual([true, false]);
  });

  it('accepts rumors in the order of their ids, whatever the order in which they come', async () => {
    const [node, stranger] = [await world().spawn('A'), await world().stranger()];
    for (const id of [3, 2, 4, 1]) stranger.send(rumor('S', id, `text ${id}`), node);
    await world().until('all four are there', () => node.vector()['S'] === 5);
    expect(node.texts()).toEqual(['text 1', 'text 2', 'text 3', 'text 4']);
  });

  it('keeps the first of two texts under one id, and counts the collision', async () => {
    const [node, stranger] = [await world().spawn('A'), await world().stranger()];
    stranger.send(rumor('S', 1, 'first'), node);
    await world().until('the first is there', () => node.texts().length === 1);
    stranger.send(rumor('S', 1, 'second'), node);
    await world().until('the collision is seen', () => node.events.some(({ kind }) => kind === 'collision'));
    expect(node.texts()).toEqual(['first']);
  });

  it('takes a rumor without a text as a route rumor: it counts its id and does not log it', async () => {
    const [node, stranger] = [await world().spawn('A'), await world().stranger()];
    stranger.send(rumor('S', 1, ''), node);
    stranger.send(rumor('S', 2, 'hello'), node);
    await world().until('both are counted', () => node.vector()['S'] === 3);
    expect(node.texts()).toEqual(['hello']);
  });

  it('sends single rumors to a peer that announces nothing', async () => {
    const [node, stranger] = [await world().spawn('A'), await world().stranger()];
    for (let id = 1; id <= 20; id++) await node.publish(`text ${id}`);
    stranger.send(status([]), node);
    await world().until('the first rumors come', () => only('rumor', stranger.received).length >= 3);
    expect(only('bundle', stranger.received)).toEqual([]);
  });

  it('puts several rumors into one datagram for a peer that announces that it reads them', async () => {
    const [node, stranger] = [await world().spawn('A'), await world().stranger()];
    for (let id = 1; id <= 20; id++) await node.publish(`text ${id}`);
    stranger.send(status([], ALL, Ability.bundles), node);
    await world().until('a bundle comes', () => only('bundle', stranger.received).length >= 1);
    const [bundle] = only('bundle', stranger.received);
    expect(bundle?.rumors.map(({ id }) => id)).toEqual(Array.from({ length: bundle?.rumors.length ?? 0 }, (_, index) => index + 1));
  });

  it('continues above its old ids when it starts again under the same name', async () => {
    const keeper = await world().spawn('K');
    const before = await world().spawn('A', { peers: [keeper] });
    for (const text of ['one', 'two', 'three']) await before.publish(text);
    await world().until('the other keeps them', () => keeper.vector()['A'] === 4);
    before.stop();
    const after = await world().spawn('A', { peers: [keeper], settings: { settleTime: 5_000 } });
    expect(await after.publish('four')).toBe(4);
    await world().until('the other has the new one', () => keeper.texts().includes('four'));
    expect(keeper.texts()).toEqual(['one', 'two', 'three', 'four']);
  });
}

function counts(wants: readonly { readonly identifier: string; readonly nextId: number }[], origin: string, nextId: number): boolean {
  const expected = want(origin, nextId);
  return wants.some((each) => each.identifier === expected.identifier && each.nextId === expected.nextId);
}
