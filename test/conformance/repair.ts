import { expect, it } from 'vitest';
import { rumor, status, want } from '../../src/core/packet.js';
import { only, type World } from './world.js';

export function aboutRepair(world: () => World): void {
  it('answers a Status with lacks by the missing rumors, lowest id first', async () => {
    const [node, stranger] = [await world().spawn('A'), await world().stranger()];
    for (let id = 1; id <= 5; id++) await node.publish(`text ${id}`);
    stranger.send(status([want('A', 3)]), node);
    await world().until('a rumor comes', () => only('rumor', stranger.received).length >= 1);
    const [first] = only('rumor', stranger.received);
    expect(first).toMatchObject({ origin: 'A', id: 3, text: 'text 3' });
  });

  it('compares a Status both ways: one as long as its own but different is no reason to be silent', async () => {
    const [node, stranger] = [await world().spawn('A'), await world().stranger()];
    await node.publish('mine');
    stranger.send(status([want('S', 2)]), node);
    await world().until('what the stranger lacks comes', () => only('rumor', stranger.received).some(({ origin }) => origin === 'A'));
    expect(only('rumor', stranger.received)[0]).toMatchObject({ origin: 'A', id: 1, text: 'mine' });
  });

  it('answers a Status that is ahead by its own Status', async () => {
    const [node, stranger] = [await world().spawn('A', { settings: { antiEntropy: 0 } }), await world().stranger()];
    stranger.send(status([want('S', 5)]), node);
    await world().until('its Status comes', () => only('status', stranger.received).length >= 1);
    expect(only('status', stranger.received)[0]?.want).toEqual([]);
  });

  it('says that it is in sync with whoever holds the same, and does not answer', async () => {
    const [node, stranger] = [await world().spawn('A', { settings: { antiEntropy: 0 } }), await world().stranger()];
    stranger.send(rumor('S', 1, 'hello'), node);
    await world().until('it is acknowledged', () => only('status', stranger.received).length >= 1);
    const before = stranger.received.length;
    stranger.send(status([want('S', 2)]), node);
    await world().until('they are in sync', () => node.events.some(({ kind }) => kind === 'in-sync'));
    stranger.send(rumor('S', 2, 'again'), node);
    await world().until('the next one is acknowledged', () => stranger.received.length > before);
    expect(only('status', stranger.received.slice(before)).map(({ want }) => want)).toEqual([[want('S', 3)]]);
  });

  it('tells its Status again and again though nothing happens', async () => {
    const [node, stranger] = [await world().spawn('A'), await world().stranger()];
    await node.addPeer(stranger);
    await world().until('three Statuses came', () => only('status', stranger.received).length >= 3);
    expect(stranger.received.every(({ kind }) => kind === 'status')).toBe(true);
  });

  it('gives a late joiner everything, from all origins', async () => {
    const a = await world().spawn('A');
    const b = await world().spawn('B', { peers: [a] });
    for (let id = 1; id <= 30; id++) await (id % 2 === 0 ? a : b).publish(`text ${id}`);
    await world().until('the first two agree', () => a.texts().length === 30 && b.texts().length === 30);
    const late = await world().spawn('C', { peers: [b] });
    await world().until('the late one has all', () => late.texts().length === 30);
    expect(late.vector()).toEqual({ A: 16, B: 16 });
  });

  it('makes two groups one when somebody introduces them', async () => {
    const [a, b] = [await world().spawn('A'), await world().spawn('B')];
    await a.publish('from A');
    await b.publish('from B');
    await a.addPeer(b);
    await world().until('both have both', () => a.texts().length === 2 && b.texts().length === 2);
    expect(a.texts()).toEqual(['from A', 'from B']);
    expect(b.texts()).toEqual(['from B', 'from A']);
  });
}
