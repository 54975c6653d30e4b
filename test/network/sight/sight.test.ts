import { describe, expect, test } from 'vitest';
import type { EventKind, NodeEvent } from '../../../src/core/events.js';
import { ALL, type Packet, privateMessage, rumor, searchReply, searchResult, status, want } from '../../../src/core/packet.js';
import { Reading } from '../../../src/network/sight/reading.js';
import { Sight } from '../../../src/network/sight/sight.js';
import { encode } from '../../../src/wire/codec.js';
import type { Dialect } from '../../../src/core/packet.js';

const NAMES = ['ann', 'bob', 'cat'];
const [ANN, BOB, CAT] = [0, 1, 2];

/** Three nodes of which nothing is known but what passes here; at ms 1, 2, … */
class Wire {
  readonly accepted: string[] = [];
  readonly events: NodeEvent[] = [];
  readonly sight: Sight;
  private readonly reading = new Reading((name) => NAMES.includes(name));
  private now = 0;

  constructor(kinds: readonly EventKind[] = []) {
    this.sight = new Sight({
      names: NAMES,
      addressOf: (of, seenBy) => ({ host: 'facade', port: 10 * seenBy + of }),
      isReference: (node) => this.reading.isReference(node),
      onAccepted: (at, node, origin, id, from) =>
        this.accepted.push(`${at}: ${NAMES[node]} has ${origin} ${id} from ${NAMES[from] ?? '-'}`),
      onEvent: (_at, _node, event) => this.events.push(event),
    });
    this.sight.want(new Set(kinds));
    this.reading.add(this.sight);
  }

  /** Leaves, and arrives in the same ms unless it is lost. */
  pass(from: number, to: number, packet: Packet, isLost = false, dialect: Dialect = 'course'): void {
    const bytes = encode(packet, dialect);
    this.now++;
    this.reading.left(this.now, from, to, bytes);
    if (!isLost) this.reading.arrived(this.now, from, to, bytes, bytes);
  }

  /** Status of a node towards another one. */
  says(from: number, to: number, wants: Readonly<Record<string, number>>, route?: string): void {
    const list = Object.entries(wants).map(([origin, nextId]) => want(origin, nextId));
    this.pass(from, to, status(list, ALL, 0, route));
  }
}

describe('what traffic tells of nodes', () => {
  test('a rumor is published when it first leaves its origin, lost or not', () => {
    const wire = new Wire();
    wire.sight.observe(ANN);
    wire.pass(ANN, BOB, rumor('ann', 1, 'hello'), true);
    wire.pass(ANN, CAT, rumor('ann', 1, 'hello'));
    expect(wire.accepted).toEqual(['1: ann has ann 1 from -']);
  });

  test('a rumor that came is held once the Status of its receiver says so, since it came', () => {
    const wire = new Wire();
    const bob = wire.sight.observe(BOB);
    wire.pass(ANN, BOB, rumor('ann', 1, 'hello'));
    expect(bob.nextId('ann')).toBe(1);
    wire.says(BOB, ANN, { ann: 2 });
    expect(wire.accepted).toEqual(['1: bob has ann 1 from ann']);
    expect([bob.vector(), bob.messages, bob.lastStatus]).toEqual([[want('ann', 2)], 1, 2]);
  });

  test('or once it passes it on', () => {
    const wire = new Wire();
    wire.sight.observe(BOB);
    wire.pass(ANN, BOB, rumor('ann', 1, 'hello'));
    wire.pass(BOB, CAT, rumor('ann', 1, 'hello'), true);
    expect(wire.accepted).toEqual(['1: bob has ann 1 from ann']);
  });

  test('one that came too early and was thrown away counts from when it came again', () => {
    const wire = new Wire();
    wire.sight.observe(BOB);
    wire.pass(ANN, BOB, rumor('ann', 2, 'two'));
    wire.pass(ANN, BOB, rumor('ann', 1, 'one'));
    wire.says(BOB, ANN, { ann: 2 });
    wire.pass(CAT, BOB, rumor('ann', 2, 'two'));
    wire.says(BOB, CAT, { ann: 3 });
    expect(wire.accepted).toEqual(['2: bob has ann 1 from ann', '4: bob has ann 2 from cat']);
  });

  test('one that came too early and was kept aside counts from when its turn came', () => {
    const wire = new Wire();
    wire.sight.observe(BOB);
    wire.pass(CAT, BOB, rumor('ann', 2, 'two'));
    wire.pass(ANN, BOB, rumor('ann', 1, 'one'));
    wire.says(BOB, ANN, { ann: 3 });
    expect(wire.accepted).toEqual(['2: bob has ann 1 from ann', '2: bob has ann 2 from cat']);
  });

  test('own rumors that leave in another order are told in the order of their ids', () => {
    const wire = new Wire();
    wire.sight.observe(ANN);
    wire.pass(ANN, BOB, rumor('ann', 2, 'two'));
    wire.pass(ANN, CAT, rumor('ann', 1, 'one'));
    expect(wire.accepted).toEqual(['2: ann has ann 1 from -', '2: ann has ann 2 from -']);
  });

  test('route rumors are in the vector, and no tap is told of them', () => {
    const wire = new Wire();
    const ann = wire.sight.observe(ANN);
    wire.pass(ANN, BOB, rumor('ann', 1, ''));
    wire.pass(ANN, BOB, rumor('ann', 2, 'hello'));
    expect(ann.nextId('ann')).toBe(3);
    expect(wire.accepted).toEqual(['2: ann has ann 2 from -']);
  });

  test('a reference node: its route rumors use up no id, and their acknowledgement is no vector', () => {
    const wire = new Wire();
    const [ann, bob] = [wire.sight.observe(ANN), wire.sight.observe(BOB)];
    wire.says(ANN, BOB, {}, '');
    wire.pass(ANN, BOB, rumor('ann', 1, ''));
    wire.says(BOB, ANN, { ann: 9 }, 'ann');
    expect([ann.nextId('ann'), bob.nextId('ann')]).toEqual([1, 1]);
    wire.pass(ANN, BOB, rumor('ann', 1, 'hello'));
    wire.says(BOB, ANN, { ann: 2 }, '');
    expect(wire.accepted).toEqual(['4: ann has ann 1 from -', '4: bob has ann 1 from ann']);
  });

  test('private messages are read in the form of either family, also where a node writes the form of its next hop', () => {
    const wire = new Wire(['private', 'client']);
    wire.sight.observe(ANN);
    wire.sight.observe(BOB);
    for (const dialect of ['course', 'reference'] as const) wire.pass(ANN, BOB, privateMessage('ann', 0, 'psst', 'bob', 9), false, dialect);
    const [asked, came] = [wire.events.filter(({ kind }) => kind === 'client'), wire.events.filter(({ kind }) => kind === 'private')];
    expect(asked).toEqual([1, 2].map(() => ({ kind: 'client', text: 'psst', destination: 'bob' })));
    expect(came.map((event) => event.kind === 'private' && event.message.text)).toEqual(['psst', 'psst']);
  });

  test('the trace of a node tells what it got and what it sent, with neighbours by the addresses that it knows', () => {
    const wire = new Wire(['rumor', 'status', 'mongering', 'client', 'found']);
    wire.sight.observe(BOB);
    wire.pass(ANN, BOB, rumor('ann', 1, 'hello'));
    wire.pass(ANN, BOB, rumor('ann', 1, 'hello'));
    wire.says(ANN, BOB, { ann: 2 });
    wire.pass(BOB, CAT, rumor('bob', 1, 'mine'));
    wire.pass(CAT, BOB, searchReply('cat', 'bob', 9, [searchResult('a.txt', new Uint8Array(32), [1, 2], 2)]));
    expect(wire.events.map(({ kind }) => kind)).toEqual(['rumor', 'rumor', 'status', 'client', 'mongering', 'found']);
    const [first, again, , , mongering, found] = wire.events;
    expect([first, again].map((event) => event?.kind === 'rumor' && [event.isNew, event.from.port])).toEqual([
      [true, 10],
      [false, 10],
    ]);
    expect(mongering?.kind === 'mongering' && mongering.to.port).toBe(12);
    expect(found?.kind === 'found' && found.match).toMatchObject({ fileName: 'a.txt', node: 'cat', chunks: [1, 2], chunkCount: 2 });
  });

  test('a new life begins with nothing, and gets its old rumors from others', () => {
    const wire = new Wire();
    wire.sight.observe(ANN);
    wire.pass(ANN, BOB, rumor('ann', 1, 'hello'));
    const reborn = wire.sight.observe(ANN);
    expect(reborn.vector()).toEqual([]);
    wire.pass(BOB, ANN, rumor('ann', 1, 'hello'));
    wire.says(ANN, BOB, { ann: 2 });
    wire.pass(ANN, CAT, rumor('ann', 1, 'hello'));
    wire.pass(ANN, CAT, rumor('ann', 2, 'again'));
    expect(wire.accepted.slice(1)).toEqual(['2: ann has ann 1 from bob', '5: ann has ann 2 from -']);
  });

  test('whoever made a node publish a text learns its id', async () => {
    const wire = new Wire();
    const ann = wire.sight.observe(ANN);
    const id = ann.published('second', new AbortController().signal);
    wire.pass(ANN, BOB, rumor('ann', 1, 'first'));
    wire.pass(ANN, BOB, rumor('ann', 2, 'second'));
    expect(await id).toBe(2);
    const given = new AbortController();
    const never = ann.published('third', given.signal);
    given.abort(new Error('no longer'));
    await expect(never).rejects.toThrow('no longer');
  });
});
