import { expect, it } from 'vitest';
import { ALL, privateMessage, rumor, status } from '../../src/core/packet.js';
import { type Inhabitant, only, type World } from './world.js';

export function aboutPrivateMessages(world: () => World): void {
  /** So many nodes in a line, the first of which everybody knows the way to. */
  async function line(size: number): Promise<readonly Inhabitant[]> {
    const nodes = [await world().spawn('n0')];
    for (let at = 1; at < size; at++) nodes.push(await world().spawn(`n${at}`, { peers: nodes.slice(-1) }));
    await (nodes[0] as Inhabitant).publish('this way');
    await world().until('all know the way', () => nodes.every((node) => node.texts().length === 1));
    return nodes;
  }

  const came = ({ events }: Inhabitant) => events.flatMap((event) => (event.kind === 'private' ? [event.message] : []));

  it('carries a private message along a line, one off the hop limit at each node that sends it', async () => {
    const [first, , last] = (await line(3)) as [Inhabitant, Inhabitant, Inhabitant];
    last.act((node) => node.services.sendPrivate('only for you', 'n0'));
    await world().until('it arrives', () => came(first).length === 1);
    expect(came(first)).toMatchObject([{ origin: 'n2', text: 'only for you', destination: 'n0', hopLimit: 8 }]);
    expect([first.texts(), last.texts()]).toEqual([
      ['this way', 'only for you'],
      ['this way', 'only for you'],
    ]);
  });

  it('carries it ten hops, and the node that drops it after these counts it', async () => {
    const nodes = await line(12);
    const [first, dropper, tenth, eleventh] = [0, 1, 10, 11].map((at) => nodes[at] as Inhabitant) as [
      Inhabitant,
      Inhabitant,
      Inhabitant,
      Inhabitant,
    ];
    eleventh.act((node) => node.services.sendPrivate('too far', 'n0'));
    await world().until('it is dropped', () => dropper.counters.drops['hop-limit'] === 1);
    tenth.act((node) => node.services.sendPrivate('just so', 'n0'));
    await world().until('the other arrives', () => came(first).length === 1);
    expect(came(first)).toMatchObject([{ text: 'just so', hopLimit: 0 }]);
  });

  it('says that there is no route, and sends nothing', async () => {
    const [node, stranger] = [await world().spawn('A', { settings: { antiEntropy: 0 } }), await world().stranger()];
    stranger.send(status([]), node);
    await world().until('the stranger is a peer', () => node.peers().length === 1);
    expect(() => node.act((core) => core.services.sendPrivate('hello', 'S'))).toThrow(expect.objectContaining({ code: 'NO_ROUTE' }));
    expect(node.texts()).toEqual([]);
    await node.publish('something else');
    await world().until('that comes', () => stranger.received.length >= 1);
    expect(only('private', stranger.received)).toEqual([]);
  });

  it('lets private messages cross between course and reference nodes, each in its own form', async () => {
    const node = await world().spawn('A');
    const [course, reference] = [await world().stranger('course'), await world().stranger('reference')];
    reference.send(status([], ALL, 0, ''), node);
    reference.send(rumor('R', 1, ''), node);
    course.send(rumor('C', 1, 'x'), node);
    await world().until('the ways are known', () => node.query((core) => core.routes.list()).length === 2);
    course.send(privateMessage('C', 0, 'from C', 'R', 9), node);
    reference.send(privateMessage('R', 0, 'from R', 'C', 9), node);
    await world().until('both came', () => [course, reference].every(({ received }) => only('private', received).length === 1));
    expect(only('private', reference.received)).toEqual([privateMessage('C', 0, 'from C', 'R', 8)]);
    expect(only('private', course.received)).toEqual([privateMessage('R', 0, 'from R', 'C', 8)]);
  });
}
