import { describe, expect, it } from 'vitest';
import { ALL, rumor, searchReply, searchResult, status } from '../../../src/core/packet.js';
import { peer, Stage } from '../stage.js';

const small = searchResult('notes', new Uint8Array(32).fill(1), [1], 1);
const large = searchResult('film', new Uint8Array(32).fill(2), [1, 2], 2);
const [ann, bob] = [peer(1), peer(2)];

/** What goes on to Bob, whose Status announces these abilities, of an answer from Ann. */
function passedOn(
  abilities: number,
  ...lists: Parameters<typeof searchReply> extends [string, string, number, ...infer Rest] ? Rest : never
) {
  const stage = new Stage({ peers: [ann, bob], settings: { extensions: 1 } });
  stage.receive(bob, status([], ALL, abilities), rumor('Bob', 1, 'hello')).takeSent();
  stage.receive(ann, searchReply('Ann', 'Bob', 9, ...lists));
  return stage.takeSent().flatMap(({ packet }) => (packet.kind === 'searchReply' ? [packet] : []));
}

describe('a file above 2 MiB', () => {
  it('is told to a neighbour that knows what it is', () => {
    expect(passedOn(1, [small], [large])).toEqual([searchReply('Ann', 'Bob', 8, [small], [large])]);
  });

  it('is not told to one that does not: only the other files are', () => {
    expect(passedOn(0, [small], [large])).toEqual([searchReply('Ann', 'Bob', 8, [small])]);
  });

  it('is not told by an empty answer either, while one that came empty goes on as it is', () => {
    expect(passedOn(0, [], [large])).toEqual([]);
    expect(passedOn(0, [])).toEqual([searchReply('Ann', 'Bob', 8, [])]);
  });
});
