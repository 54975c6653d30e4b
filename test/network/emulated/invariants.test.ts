import { expect, test } from 'vitest';
import type { Node } from '../../../src/core/node.js';
import { Log } from '../../../src/core/log/log.js';
import { privateMessage } from '../../../src/core/packet.js';
import { Invariants } from '../../../src/network/emulated/invariants.js';
import type { World } from '../../../src/network/emulated/world.js';

/** A node that holds whatever a test wants it to, right or wrong. */
class Liar {
  vectorVersion = 0;
  readonly log = new Log();
  readonly neighbours = [];
  private readonly nextIds = new Map<string, number>();

  constructor(readonly name: string) {}

  accept(origin: string, id: number, text: string): void {
    this.log.append({ kind: 'rumor', origin, id, text, destination: undefined, relay: undefined, at: 0 });
    this.tell(origin, id + 1);
  }

  keep(origin: string, destination: string, text: string): void {
    this.log.append({ kind: 'private', origin, id: 0, text, destination, relay: undefined, at: 0 });
  }

  tell(origin: string, nextId: number): void {
    this.nextIds.set(origin, nextId);
    this.vectorVersion++;
  }

  vector() {
    return [...this.nextIds].map(([identifier, nextId]) => ({ identifier, nextId }));
  }
}

function stage() {
  const [ann, bob] = [new Liar('ann'), new Liar('bob')];
  const invariants = new Invariants();
  const world = { now: 7, node: (index: number) => [ann, bob][index] as unknown as Node } as World;
  const publish = (id: number, text: string): void => {
    invariants.publishes('ann', text);
    ann.accept('ann', id, text);
    invariants.check(world, 0);
  };
  return { bob, publish, invariants, node: world.node(1), check: () => invariants.check(world, 1) };
}

test('rumors in their order are right, with route rumors between them', () => {
  const { bob, publish, check } = stage();
  publish(1, 'one');
  publish(3, 'three'); // 2 was a route rumor
  bob.accept('ann', 1, 'one');
  check();
  bob.tell('ann', 3);
  check();
  bob.accept('ann', 3, 'three');
  check();
});

test('a rumor that comes twice is seen', () => {
  const { bob, publish, check } = stage();
  publish(1, 'one');
  bob.accept('ann', 1, 'one');
  bob.accept('ann', 1, 'one');
  expect(check).toThrow('at 7 ms bob accepted ann:1 twice');
});

test('a rumor before an earlier one is seen', () => {
  const { bob, publish, check } = stage();
  publish(1, 'one');
  publish(2, 'two');
  bob.accept('ann', 2, 'two');
  expect(check).toThrow('bob went past ann:1 without having accepted it');
});

test('a vector that goes back is seen', () => {
  const { bob, publish, check } = stage();
  publish(1, 'one');
  bob.accept('ann', 1, 'one');
  check();
  bob.tell('ann', 1);
  expect(check).toThrow('bob told 1 as next of ann after 2');
});

test('a vector that claims what was not accepted is seen', () => {
  const { bob, publish, check } = stage();
  publish(1, 'one');
  bob.tell('ann', 2);
  expect(check).toThrow('bob went past ann:1');
});

test('what nobody published is seen', () => {
  const { bob, publish, check } = stage();
  publish(1, 'one');
  bob.accept('ann', 1, 'won');
  expect(check).toThrow('which nobody published');
});

test('a private message that nobody sent is seen', () => {
  const { bob, invariants, check } = stage();
  invariants.publishes('ann', 'secret', 'bob');
  bob.keep('ann', 'bob', 'secret');
  check();
  bob.keep('ann', 'bob', 'sacred');
  expect(check).toThrow('bob holds "sacred" from ann to bob, which nobody sent');
});

test('a private message at a node that it does not concern is seen', () => {
  const { bob, invariants, check } = stage();
  invariants.publishes('ann', 'secret', 'cid');
  bob.keep('ann', 'cid', 'secret');
  expect(check).toThrow('bob keeps a message from ann to cid');
});

test('packets with more hops before them than any setting allows are seen', () => {
  const { invariants, node } = stage();
  invariants.allowsHops(10);
  const send = (hops: number) => () => invariants.checkPacket(node, privateMessage('ann', 1, 'x', 'cid', hops), 7);
  for (const hops of [0, 9]) expect(send(hops)).not.toThrow();
  for (const hops of [-1, 10]) expect(send(hops)).toThrow(`bob sent a packet (private) with ${hops} hops left`);
});
