import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Random } from '../../../src/core/random.js';
import { settings } from '../../../src/core/settings.js';
import type { Engine } from '../../../src/network/engine/engine.js';
import type { EngineOptions } from '../../../src/network/engine/options.js';
import type { NodeChange } from '../../../src/network/engine/tap.js';
import { cut } from '../../../src/network/links/cut.js';
import { Rules } from '../../../src/network/links/rule.js';
import { toLinks } from '../../../src/network/topology/links.js';
import { makeTopology } from '../../../src/network/topology/registry.js';
import { refusal } from '../../support/refusal.js';

export type Open = (options: EngineOptions) => Promise<Engine>;

/** ms in which something must have happened that happens in a fraction of that. */
const SOON = 15_000;

export function optionsOf(topology: string, nodes: number, more: Partial<EngineOptions> = {}): EngineOptions {
  const links = toLinks(makeTopology(topology, nodes, new Random(1)));
  const specs = Array.from({ length: nodes }, (_, node) => ({ name: `n${node + 1}` }));
  const quick = settings({ antiEntropy: 200, ackTimeout: 200, settleTime: 50 });
  return { seed: 1, settings: quick, nodes: specs, links, behaviour: new Rules(), ...more };
}

/** What holds of every network on real sockets, wherever its nodes run. `remembers`: a crash leaves the memory where it is to be kept. */
export function realStatements(open: Open, remembers: boolean): void {
  const opened: Engine[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((engine) => engine.close()));
  });

  async function network(topology: string, nodes: number, more: Partial<EngineOptions> = {}): Promise<Engine> {
    const engine = await open(optionsOf(topology, nodes, more));
    opened.push(engine);
    return engine;
  }

  const until = async (engine: Engine, fact: () => boolean): Promise<void> => expect(await engine.time.until(fact, SOON)).toBe(true);
  const hold = (engine: Engine, nodes: readonly number[], origin: string, nextId: number) => () =>
    nodes.every((node) => engine.nextId(node, origin) >= nextId);

  it('what is published at one node is accepted once by every node, from a neighbour', async () => {
    const engine = await network('line', 3);
    const accepted: unknown[] = [];
    engine.tap({ accepted: (_at, ...facts) => accepted.push(facts) });
    expect([await engine.publish(0, 'one'), await engine.publish(0, 'two')]).toEqual([1, 2]);
    await until(engine, hold(engine, [0, 1, 2], 'n1', 3));
    expect(engine.vector(2)).toEqual([{ identifier: 'n1', nextId: 3 }]);
    await until(engine, () => accepted.length === 6);
    const expected = [0, 1, 2].flatMap((node) => [1, 2].map((id) => [node, 'n1', id, node - 1]));
    expect(new Set(accepted.map(String))).toEqual(new Set(expected.map(String)));
  });

  it('a tap sees what travels, and the peers in events are put back into nodes', async () => {
    const engine = await network('line', 2);
    const [packets, peers]: [Set<string>, Set<number | undefined>] = [new Set(), new Set()];
    engine.tap({ packet: (_at, from, to, kind) => packets.add(`${from} ${to} ${kind}`) });
    engine.tap({
      wants: (kind) => kind === 'rumor',
      event: (_at, node, event) => {
        if (event.kind === 'rumor') peers.add(10 * node + (engine.nodeOf(event.from) ?? Number.NaN));
      },
    });
    // A trace may begin a moment after it was asked for.
    for (let id = 1; peers.size === 0; id++) {
      await engine.publish(0, `text ${id}`);
      await until(engine, hold(engine, [1], 'n1', id + 1));
      await engine.time.until(() => peers.size > 0, 50);
    }
    expect(peers).toEqual(new Set([10]));
    expect(packets).toContain('1 0 status');
    expect([...packets].some((packet) => /^0 1 (rumor|bundle)$/.test(packet))).toBe(true);
  });

  it('nothing crosses a cut, and everything arrives after it', async () => {
    const rules = new Rules();
    const heal = rules.add(cut(new Set([0]), new Set([1])));
    const engine = await network('line', 3, { behaviour: rules });
    await engine.publish(0, 'left');
    await engine.publish(2, 'right');
    await until(engine, hold(engine, [1], 'n3', 2));
    expect([engine.nextId(1, 'n1'), engine.nextId(0, 'n3')]).toEqual([1, 1]);
    heal();
    await until(engine, () => hold(engine, [1, 2], 'n1', 2)() && hold(engine, [0], 'n3', 2)());
  });

  it('a node that crashed and lost its memory is a new one under its old name, and its ids go on', async () => {
    const engine = await network('line', 2);
    const changes: NodeChange[] = [];
    engine.tap({ node: (_at, _node, change) => changes.push(change) });
    await engine.publish(0, 'before');
    await until(engine, hold(engine, [1], 'n1', 2));
    await engine.crash(0);
    expect(engine.state(0)).toBe('down');
    expect((await refusal(engine.publish(0, 'x'))).message).toBe('n1 is down; restart it first');
    await engine.publish(1, 'meanwhile');
    await engine.restart(0, 'lost');
    expect(engine.state(0)).toBe('up');
    await until(engine, hold(engine, [0], 'n2', 2));
    expect(await engine.publish(0, 'after')).toBe(2);
    await until(engine, hold(engine, [0, 1], 'n1', 3));
    expect(changes).toEqual(['crashed', 'reborn']);
  });

  it.runIf(remembers)('a node that kept its memory goes on with all that it held', async () => {
    const engine = await network('line', 2);
    await engine.publish(0, 'before');
    await until(engine, hold(engine, [1], 'n1', 2));
    await engine.crash(0);
    await engine.publish(1, 'meanwhile');
    await engine.restart(0, 'kept');
    expect(engine.nextId(0, 'n1')).toBe(2);
    expect(await engine.publish(0, 'after')).toBe(2);
    await until(engine, () => hold(engine, [0], 'n2', 2)() && hold(engine, [1], 'n1', 3)());
  });

  it.runIf(!remembers)('a node that cannot keep its memory says what to do instead', async () => {
    const engine = await network('line', 2);
    await engine.crash(0);
    const { code, message } = await refusal(engine.restart(0, 'kept'));
    expect([code, message]).toEqual(['UNSUPPORTED', expect.stringContaining('restart it with memory lost')]);
  });

  it('a paused node does nothing, and hears what was said meanwhile once it goes on', async () => {
    const engine = await network('line', 3);
    await engine.pause(1);
    expect((await refusal(engine.publish(1, 'x'))).message).toBe('n2 is paused; resume it first');
    let heard: number[] = [];
    engine.tap({ packet: (_at, from) => heard.push(from) });
    await engine.publish(0, 'hello');
    const twice = () => heard.filter((from) => from === 0).length > 1;
    await until(engine, twice);
    heard = []; // what it had sent before has come by now
    await until(engine, twice);
    expect(heard).not.toContain(1);
    expect(engine.nextId(1, 'n1')).toBe(1);
    await engine.resume(1);
    await until(engine, hold(engine, [1, 2], 'n1', 2));
  });

  it('nodes and links come and go while it runs', async () => {
    const engine = await network('line', 2);
    const links: unknown[] = [];
    engine.tap({ link: (_at, ...facts) => links.push(facts) });
    await engine.publish(0, 'early');
    const late = await engine.add({ name: 'late' });
    expect([late, engine.find('late'), [...engine.neighbours(late)], engine.areLinked(late, 0)]).toEqual([2, 2, [], false]);
    await engine.link(late, 1);
    await until(engine, hold(engine, [1, late], 'n1', 2));
    await engine.unlink(0, 1);
    await engine.link(0, late);
    await engine.publish(0, 'round');
    await until(engine, hold(engine, [1, late], 'n1', 3));
    await engine.remove(late);
    expect([engine.state(late), [...engine.neighbours(0)], engine.find('late')]).toEqual(['gone', [], late]);
    expect(links).toEqual([
      [2, 1, true],
      [0, 1, false],
      [0, 2, true],
      [2, 1, false],
      [2, 0, false],
    ]);
    expect((await refusal(engine.add({ name: 'late' }))).code).toBe('NAME_TAKEN');
  });

  it('a link made while an end is paused or down is known to it when it goes on', async () => {
    const engine = await network('line', 2);
    const third = await engine.add({ name: 'third' });
    await engine.pause(0);
    await engine.crash(1);
    await engine.link(third, 0);
    await engine.link(third, 1);
    await engine.unlink(0, 1);
    await engine.resume(0);
    await engine.restart(1, 'lost');
    await engine.publish(0, 'through the third');
    await until(engine, hold(engine, [third, 1], 'n1', 2));
  });

  it('a node of its own settings, in simple mode, is among the others', async () => {
    const nodes = [
      { name: 'a', simple: true },
      { name: 'b', simple: true },
      { name: 'c', settings: { coin: 1 } },
    ];
    const engine = await network('line', 3, { nodes });
    const accepted: unknown[] = [];
    engine.tap({ accepted: (_at, ...facts) => accepted.push(facts) });
    expect(await engine.publish(0, 'simply')).toBe(0);
    await until(engine, () => accepted.length === 2);
    expect(accepted).toEqual([
      [0, 'a', 0, -1],
      [1, 'a', 0, 0],
    ]);
  });

  it('what cannot be is refused', async () => {
    const engine = await network('line', 2);
    const refused = async (attempt: Promise<unknown>) => (await refusal(attempt)).code;
    expect(await refused(engine.add({ name: 'n1' }))).toBe('NAME_TAKEN');
    expect(await refused(engine.add({ name: ' ' }))).toBe('INVALID_NAME');
    expect(await refused(engine.add({ name: 'x', settings: { coin: 2 } }))).toBe('INVALID_SETTING');
    expect(await refused(engine.crash(9))).toBe('UNKNOWN_NODE');
    expect(await refused(engine.restart(0, 'lost'))).toBe('WRONG_STATE');
    expect(await refused(engine.resume(0))).toBe('WRONG_STATE');
    expect(await refused(engine.link(0, 1))).toBe('WRONG_STATE');
    expect(await refused(engine.link(0, 0))).toBe('WRONG_STATE');
    await engine.unlink(0, 1);
    expect(await refused(engine.unlink(0, 1))).toBe('WRONG_STATE');
  });

  it('commands that come at once are done in the order in which they came', async () => {
    const engine = await network('line', 3);
    await Promise.all([
      engine.crash(1),
      engine.restart(1, 'lost'),
      engine.pause(1),
      engine.unlink(0, 1),
      engine.resume(1),
      engine.link(0, 2),
    ]);
    await engine.publish(0, 'round');
    await until(engine, hold(engine, [1, 2], 'n1', 2));
  });

  describe('time', () => {
    it('an act comes at its time and not before, unless it is called off', async () => {
      const engine = await network('line', 2);
      const { time } = engine;
      const acts: string[] = [];
      time.at(time.now + 5, () => acts.push('never'))();
      const due = time.now + 10;
      const acted = await new Promise<number>((resolve) => time.at(due, () => resolve(time.now)));
      expect([acted >= due, acts, time.isVirtual]).toEqual([true, [], false]);
      expect(await time.until(() => false, 5)).toBe(false);
    });

    it('who waits is told by the signal, and by the end of the network', async () => {
      const engine = await network('line', 2);
      const reason = new Error('enough');
      await expect(engine.time.until(() => false, SOON, AbortSignal.abort(reason))).rejects.toBe(reason);
      const waiting = refusal(engine.time.until(() => false, SOON));
      await engine.close();
      expect((await waiting).code).toBe('CLOSED');
    });
  });

  it('closing frees every port, whatever the nodes do', async () => {
    const engine = await network('line', 3);
    await engine.pause(0);
    await engine.crash(1);
    const addresses = [0, 1, 2].map((node) => [engine.gossipAddress(node) ?? '', engine.uiAddress(node) ?? ''] as const);
    await engine.close();
    for (const [gossip, ui] of addresses) {
      await bindUdp(portOf(gossip));
      await expect(connected(portOf(ui))).rejects.toThrow(/ECONNREFUSED/);
    }
    expect((await refusal(engine.publish(2, 'x'))).code).toBe('CLOSED');
    expect((await refusal(engine.add({ name: 'more' }))).code).toBe('CLOSED');
  });
}

export const portOf = (address: string): number => Number(address.split(':')[1]);

async function bindUdp(port: number): Promise<void> {
  const socket = createSocket('udp4').bind(port, '127.0.0.1');
  await once(socket, 'listening');
  socket.close();
}

async function connected(port: number): Promise<void> {
  await once(connect(port, '127.0.0.1'), 'connect');
}
