import { expect, test } from 'vitest';
import type { NodeEvent } from '../../../src/core/events.js';
import { settings } from '../../../src/core/settings.js';
import type { Tap } from '../../../src/network/engine/tap.js';
import { DROP } from '../../../src/network/links/rule.js';
import { codeOf, comesToHold, comesTogether, FAIR, type Open, pass, stage } from './stage.js';

/** What holds of every network, wherever its nodes live. `remembers`: a node may keep its memory across a crash. */
export function statements(open: Open, { remembers = true } = {}): void {
  test('nodes are numbers in their order, and have names', async () => {
    const engine = await stage(open);
    expect(engine.names).toEqual(['n0', 'n1', 'n2', 'n3']);
    expect([engine.find('n2'), engine.find('nobody'), engine.state(3)]).toEqual([2, undefined, 'up']);
    expect(new Set(engine.neighbours(1))).toEqual(new Set([0, 2]));
    expect([engine.areLinked(0, 3), engine.areLinked(0, 2)]).toEqual([true, false]);
  });

  test('a text reaches every node, is told once for each, and who delivered it is a neighbour', async () => {
    const engine = await stage(open);
    const told: [number, string, number, number][] = [];
    const stop = engine.tap({ accepted: (_at, node, origin, id, from) => void told.push([node, origin, id, from]) });
    expect(await engine.publish(1, 'hello')).toBe(1);
    for (const node of [0, 2, 3]) expect(await comesToHold(engine, node, 'n1', 1)).toBe(true);
    expect(told.map(([node, origin, id]) => `${node} ${origin} ${id}`).toSorted()).toEqual(['0 n1 1', '1 n1 1', '2 n1 1', '3 n1 1']);
    expect(told.every(([node, , , from]) => (node === 1 ? from === -1 : engine.areLinked(node, from)))).toBe(true);
    stop();
    await engine.publish(1, 'again');
    expect(await comesTogether(engine)).toBe(true);
    expect(told).toHaveLength(4);
  });

  test('a network that has said nothing has converged; one in which something was said has once all hold it', async () => {
    const engine = await stage(open);
    expect(await comesTogether(engine)).toBe(true);
    await Promise.all([engine.publish(0, 'one'), engine.publish(2, 'two')]);
    expect(await comesTogether(engine)).toBe(true);
    for (const node of [0, 1, 2, 3]) {
      const held = engine.vector(node).map(({ identifier, nextId }) => `${identifier} ${nextId}`);
      expect(held.toSorted()).toEqual(['n0 2', 'n2 2']);
    }
  });

  test('a node that joins has nothing until it is linked, and everything afterwards', async () => {
    const engine = await stage(open);
    await engine.publish(0, 'early');
    expect(await comesTogether(engine)).toBe(true);
    const late = await engine.add({ name: 'late' });
    expect([late, engine.names[late], engine.state(late), [...engine.neighbours(late)]]).toEqual([4, 'late', 'up', []]);
    await pass(engine, 300);
    expect(engine.nextId(late, 'n0')).toBe(1);
    await engine.link(late, 2);
    expect(await comesToHold(engine, late, 'n0', 1)).toBe(true);
    await engine.publish(late, 'thanks');
    expect(await comesToHold(engine, 0, 'late', 1)).toBe(true);
  });

  test('nothing crosses a link that was cut, until it is made again', async () => {
    const engine = await stage(open, { nodes: 2, topology: 'line' });
    await engine.publish(0, 'before');
    expect(await comesTogether(engine)).toBe(true);
    await engine.unlink(0, 1);
    expect([engine.areLinked(1, 0), [...engine.neighbours(0)]]).toEqual([false, []]);
    await engine.publish(0, 'meanwhile');
    await pass(engine, 1_500);
    expect(engine.nextId(1, 'n0')).toBe(2);
    await engine.link(1, 0);
    expect(await comesToHold(engine, 1, 'n0', 2)).toBe(true);
  });

  test('linking twice and cutting what is not there are refused; what changes is told', async () => {
    const engine = await stage(open);
    const changes: string[] = [];
    engine.tap({ link: (_at, a, b, isUp) => void changes.push(`${Math.min(a, b)} ${Math.max(a, b)} ${isUp}`) });
    expect(await codeOf(engine.link(0, 1))).toBe('WRONG_STATE');
    expect(await codeOf(engine.link(1, 1))).toBe('WRONG_STATE');
    expect(await codeOf(engine.unlink(0, 2))).toBe('WRONG_STATE');
    expect(changes).toEqual([]);
    await engine.link(2, 0);
    await engine.unlink(0, 2);
    expect(changes).toEqual(['0 2 true', '0 2 false']);
  });

  (remembers ? aNodeThatRemembers : aNodeThatForgets)(open);

  test('a node that lost its memory gets everything again, and its ids go on', async () => {
    const engine = await stage(open);
    expect(await engine.publish(2, 'of my first life')).toBe(1);
    expect(await comesTogether(engine)).toBe(true);
    await engine.crash(2);
    await engine.restart(2, 'lost');
    expect(await comesToHold(engine, 2, 'n2', 1)).toBe(true);
    expect(await engine.publish(2, 'of my second life')).toBe(2);
    expect(await comesToHold(engine, 0, 'n2', 2)).toBe(true);
  });

  test('a paused node does nothing until it is resumed', async () => {
    const engine = await stage(open);
    await engine.pause(2);
    expect(engine.state(2)).toBe('paused');
    await engine.publish(0, 'hello');
    expect(await comesToHold(engine, 1, 'n0', 1)).toBe(true);
    await pass(engine, 300);
    expect(engine.nextId(2, 'n0')).toBe(1);
    await engine.resume(2);
    expect(await comesToHold(engine, 2, 'n0', 1)).toBe(true);
  });

  test('a node that was removed is gone for good, with its links and its name', async () => {
    const engine = await stage(open);
    await engine.remove(1);
    expect([engine.state(1), [...engine.neighbours(0)], [...engine.neighbours(1)]]).toEqual(['gone', [3], []]);
    expect(await codeOf(engine.add({ name: 'n1' }))).toBe('NAME_TAKEN');
    expect(await codeOf(engine.restart(1, 'kept'))).toBe('WRONG_STATE');
    expect(await codeOf(engine.link(0, 1))).toBe('WRONG_STATE');
    await engine.publish(0, 'hello');
    expect(await comesToHold(engine, 2, 'n0', 1)).toBe(true);
  });

  test('what cannot be done is refused and changes nothing', async () => {
    const engine = await stage(open);
    expect(await codeOf(engine.crash(17))).toBe('UNKNOWN_NODE');
    expect(await codeOf(engine.restart(0, 'kept'))).toBe('WRONG_STATE');
    expect(await codeOf(engine.resume(0))).toBe('WRONG_STATE');
    expect(await codeOf(engine.add({ name: 'odd', settings: { antiEntropy: -1 } }))).toBe('INVALID_SETTING');
    expect(await codeOf(engine.add({ name: 'a\nb' }))).toBe('INVALID_NAME');
    await engine.crash(0);
    expect(await codeOf(engine.publish(0, 'hello'))).toBe('WRONG_STATE');
    expect(await codeOf(engine.pause(0))).toBe('WRONG_STATE');
    expect(engine.names).toHaveLength(4);
  });

  test('changes of nodes are told as they happen', async () => {
    const engine = await stage(open);
    const changes: string[] = [];
    engine.tap({ node: (_at, node, change) => void changes.push(`${node} ${change}`) });
    await engine.add({ name: 'late' });
    await engine.crash(0);
    await engine.restart(0, remembers ? 'kept' : 'lost');
    await engine.pause(1);
    await engine.resume(1);
    await engine.crash(1);
    await engine.restart(1, 'lost');
    await engine.remove(4);
    expect(changes).toEqual([
      '4 added',
      '0 crashed',
      `0 ${remembers ? 'restarted' : 'reborn'}`,
      '1 paused',
      '1 resumed',
      '1 crashed',
      '1 reborn',
      '4 removed',
    ]);
  });

  test('links do to datagrams what they are told to, one direction at a time', async () => {
    const lost = { ...FAIR, decide: (from: number) => (from === 1 ? DROP : 0) };
    const engine = await stage(open, { nodes: 2, topology: 'line', behaviour: lost });
    const fates: { readonly from: number; readonly delay: number; readonly bytes: number }[] = [];
    engine.tap({ packet: (_at, from, _to, _kind, bytes, delay) => void fates.push({ from, delay, bytes }) });
    await engine.publish(1, 'nobody hears me');
    await engine.publish(0, 'I am heard');
    expect(await comesToHold(engine, 1, 'n0', 1)).toBe(true);
    await pass(engine, 300);
    expect(engine.nextId(0, 'n1')).toBe(1);
    expect(fates.some(({ from }) => from === 0) && fates.some(({ from }) => from === 1)).toBe(true);
    expect(fates.every(({ from, delay, bytes }) => (delay === DROP) === (from === 1) && bytes > 0)).toBe(true);
  });

  test('a datagram that arrives damaged does no harm: what it said arrives all the same', async () => {
    let left = 20;
    const damaging = {
      ...FAIR,
      corrupts: () => left-- > 0,
      corrupted: (bytes: Uint8Array) => bytes.map((byte) => byte ^ 0xff),
    };
    const engine = await stage(open, { behaviour: damaging });
    await engine.publish(0, 'hello');
    expect(await comesTogether(engine)).toBe(true);
    expect(engine.vector(3)).toEqual([{ identifier: 'n0', nextId: 2 }]);
  });

  test('events are told with the node that they are of, and peers can be told apart', async () => {
    const engine = await stage(open);
    const heard: { readonly node: number; readonly from: number | undefined }[] = [];
    const tap: Tap = {
      wants: (kind) => kind === 'rumor',
      event: (_at, node, event: NodeEvent) => {
        if (event.kind === 'rumor') heard.push({ node, from: engine.nodeOf(event.from) });
      },
    };
    engine.tap(tap);
    await engine.publish(0, 'hello');
    expect(await comesTogether(engine)).toBe(true);
    const all = () => [1, 2, 3].every((node) => heard.some((each) => each.node === node));
    expect(await engine.time.until(all, 5_000)).toBe(true);
    expect(heard.every(({ node, from }) => from !== undefined && engine.areLinked(node, from))).toBe(true);
  });

  test('a node may have settings of its own over those of the network', async () => {
    const engine = await stage(open, { settings: settings({ antiEntropy: 300 }) });
    const talker = await engine.add({ name: 'talker', settings: { routeRumors: 100 } });
    await engine.link(talker, 0);
    expect(await comesToHold(engine, 2, 'talker', 3)).toBe(true);
    expect(engine.nextId(talker, 'n0')).toBe(1);
  });

  test('nodes in simple mode talk to one another', async () => {
    const engine = await stage(open, { nodes: 1, topology: 'line' });
    const [a, b] = [await engine.add({ name: 'a', simple: true }), await engine.add({ name: 'b', simple: true })];
    await engine.link(a, b);
    const heard: string[] = [];
    engine.tap({
      wants: (kind) => kind === 'simple',
      event: (_at, node, event) => {
        if (event.kind === 'simple') heard.push(`${node} ${event.message.originalName} ${event.message.contents}`);
      },
    });
    expect(await engine.publish(a, 'plain')).toBe(0);
    expect(await engine.time.until(() => heard.includes(`${b} a plain`), 5_000)).toBe(true);
  });

  test('what is to happen at a time happens then, unless it is called off', async () => {
    const engine = await stage(open);
    const done: string[] = [];
    const { now } = engine.time;
    engine.time.at(now + 60, () => done.push('second'));
    engine.time.at(now + 30, () => done.push('first'));
    engine.time.at(now + 40, () => done.push('never'))();
    expect(await engine.time.until(() => done.length === 2, 5_000)).toBe(true);
    expect(done).toEqual(['first', 'second']);
    expect(engine.time.now).toBeGreaterThanOrEqual(now + 60);
  });

  test('who waits in vain is told so in time, who gives up is told why', async () => {
    const engine = await stage(open);
    expect(await engine.time.until(() => false, 50)).toBe(false);
    const giveUp = new AbortController();
    const waiting = engine.time.until(() => false, 3_600_000, giveUp.signal);
    giveUp.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  });

  test('once it is closed, nobody waits any more', async () => {
    const engine = await stage(open);
    const waiting = codeOf(engine.time.until(() => false, 3_600_000));
    await engine.close();
    expect(await waiting).toBe('CLOSED');
  });
}

function aNodeThatRemembers(open: Open): void {
  test('a node that crashed gets nothing; with its memory it goes on from there', async () => {
    const engine = await stage(open);
    await engine.publish(0, 'one');
    expect(await comesTogether(engine)).toBe(true);
    await engine.crash(2);
    expect(engine.state(2)).toBe('down');
    await engine.publish(0, 'two');
    expect(await comesTogether(engine)).toBe(true);
    expect(engine.nextId(2, 'n0')).toBeLessThan(3);
    await engine.restart(2, 'kept');
    expect(engine.state(2)).toBe('up');
    expect(await comesToHold(engine, 2, 'n0', 2)).toBe(true);
  });
}

function aNodeThatForgets(open: Open): void {
  test('a node that cannot keep its memory says what to do instead', async () => {
    const engine = await stage(open);
    await engine.crash(2);
    await expect(engine.restart(2, 'kept')).rejects.toThrow('restart it with memory lost');
    expect([await codeOf(engine.restart(2, 'kept')), engine.state(2)]).toEqual(['UNSUPPORTED', 'down']);
  });
}
