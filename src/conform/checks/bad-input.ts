import { Random } from '../../core/random.js';
import { dataRequest, rumor, status, want } from '../../core/packet.js';
import { encode } from '../../wire/codec.js';
import { Broken, type Check, Untimely } from '../check.js';
import { nextOf, type Stage } from '../stage/stage.js';
import { message, number, text } from './bytes.js';

const BAD: readonly (readonly [what: string, bytes: readonly number[]])[] = [
  ['an empty datagram', []],
  ['one byte', [0x12]],
  ['one byte', [0xff]],
  ['a length beyond the end', [0x12, 0x7f, 0x0a, 0x03]],
  ['a length beyond the end, inside', message(2, [0x0a, 0x7f, 0x41])],
  ['a number without an end', [0x08, ...Array.from({ length: 12 }, () => 0xff)]],
  ['wire type 3', [0x13, 0x0a]],
  ['field 0', [0x02, 0x01, 0x00]],
  ['a number for a message', number(2, 5)],
  ['a text for a number', message(2, text(1, 'Bad'), text(2, 'x'), text(3, 'x'))],
  ['a private message without fields', message(4)],
  ['a data request without fields', message(5)],
  ['a data reply without fields', message(6)],
  ['a search request without fields', message(7)],
  ['a search reply without fields', message(8)],
];
const NOISE = 200;

const survival: Check = {
  claims: {
    B1: 'goes on after datagrams of every kind, and holds nothing of what is malformed',
    W12: 'takes a malformed datagram for none at all',
    B3: 'makes no message of a malformed byte',
    B6: 'does not let ids near 2³² wrap round',
  },
  wish: { odd: true },
  async play(stage) {
    const a = stage.peer(0);
    for (const [, bytes] of BAD) a.sendBytes(new Uint8Array(bytes));
    // Cut anywhere, a rumor is malformed.
    const whole = encode(rumor('Cut', 1, 'a text of some length'), 'course');
    for (let length = 1; length < whole.length; length++) a.sendBytes(whole.subarray(0, length));
    for (const bytes of noise()) a.sendBytes(bytes);
    a.send(rumor('Ann', 4_294_967_294, 'near the end'));
    const told = await stillThere(stage);
    if (told.want.some(({ identifier }) => identifier === 'Bad' || identifier === 'Cut')) {
      throw new Broken('W12', 'a Status without the origin of a malformed rumor');
    }
    stage.keeps('B1', 'W12');
    const empty = [0, 1, 2].some((number) =>
      stage
        .peer(number)
        .rumors()
        .some(({ text }) => text === ''),
    );
    if (empty) throw new Broken('B3', 'that no empty message is sent');
    stage.keeps('B3');
    if (nextOf(told, 'Ann') !== 2)
      throw new Broken('B6', ['next id 2 for Ann', status([want('Ann', 2)])], `next id ${nextOf(told, 'Ann')}`);
  },
};

/** Packets with random bytes in them, the same in every play: none of them is valid. */
function noise(): readonly Uint8Array[] {
  const random = new Random(7);
  return Array.from({ length: NOISE }, () => {
    const bytes = Uint8Array.from({ length: 2 + random.below(40) }, () => random.below(256));
    bytes[0] = 0x12; // looks like a rumor
    bytes[1] = bytes.length; // and claims two bytes more than there are
    return bytes;
  });
}

async function stillThere(stage: Stage) {
  const a = stage.peer(0);
  const mark = a.got.length;
  // What was sent so quickly may have been lost in the socket of the node, so it is asked more than once.
  for (let time = 0; time < 5; time++) {
    if (stage.parts.node.ended !== undefined) break;
    a.send(rumor('Ann', 1, 'still there?'));
    const told = await stage.statusTo(a, mark, (each) => nextOf(each, 'Ann') >= 2, stage.patience.soon / 2).catch(() => undefined);
    if (told !== undefined) return told;
  }
  const expected = 'that the node answers after malformed datagrams';
  if (stage.parts.node.ended !== undefined) throw new Broken('B1', expected, stage.parts.node.ended);
  throw new Untimely('B1', expected, stage.patience.soon, 'nothing came');
}

const requests: Check = {
  claims: { B4: 'goes on after a request for data that it does not have' },
  async play(stage) {
    const a = stage.peer(0);
    for (const bytes of [0, 31, 32, 64]) a.send(dataRequest('Ann', stage.name, 9, new Uint8Array(bytes)));
    a.send(status([]));
    await stage.until(() => stage.parts.node.ended !== undefined, 300).catch(() => undefined);
    if (stage.parts.node.ended !== undefined) throw new Broken('B4', 'that the node goes on', stage.parts.node.ended);
    await stage.told(a, rumor('Ann', 1, 'still there?'), (told) => nextOf(told, 'Ann') === 2);
  },
};

export const BAD_INPUT_CHECKS: readonly Check[] = [survival, requests];
