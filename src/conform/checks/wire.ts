import { rumor, status, want } from '../../core/packet.js';
import { encode } from '../../wire/codec.js';
import { Broken, type Check } from '../check.js';
import { nextOf } from '../stage/stage.js';
import { join, message, number, text } from './bytes.js';

const LONG = 'x'.repeat(3_000);

/** Some nodes read what an earlier datagram has left in their buffer. */
const exactLength: Check = {
  claims: { W8: 'reads exactly the bytes that came, not what an earlier datagram left behind' },
  async play(stage) {
    const [a, newcomer] = [stage.peer(0), stage.peer(3)];
    await stage.told(a, rumor('Ann', 1, LONG), (told) => nextOf(told, 'Ann') === 2);
    const mark = a.got.length;
    a.send(rumor('Bob', 1, 'short'));
    const isHeld = () => a.statuses(mark).some((told) => nextOf(told, 'Bob') === 2);
    await stage.expect('W8', 'a Status that shows the short rumor as held', isHeld, stage.patience.soon);
    newcomer.send(status([want('Ann', 2)]));
    const asked = () => newcomer.rumors().find(({ origin }) => origin === 'Bob');
    const relayed = await stage.until(asked, stage.patience.soon);
    if (relayed !== undefined && relayed.text !== 'short') throw new Broken('W8', ['the short rumor as it came', rumor('Bob', 1, 'short')]);
  },
};

const reading: Check = {
  claims: {
    W9: 'takes absent fields as empty and skips unknown ones',
    W14: 'reads numbers that are written longer than they need be',
    W15: 'does not fail at texts that are not UTF-8',
  },
  wish: { odd: true },
  async play(stage) {
    const a = stage.peer(0);
    const unknown = join(number(30, 7), text(31, 'new'), [0xfd, 0x01, 1, 2, 3, 4]);
    const cases = [
      ['W9', 'Ann', join(message(2, text(1, 'Ann'), number(2, 1), unknown))],
      ['W14', 'Bob', message(2, text(1, 'Bob'), [0x10, 0x81, 0x00], text(3, 'x'))],
      ['W15', 'Cat', message(2, text(1, 'Cat'), number(2, 1), [0x1a, 2, 0xff, 0xfe])],
    ] as const;
    for (const [sentence, origin, bytes] of cases) {
      const mark = a.got.length;
      a.sendBytes(new Uint8Array(bytes));
      const took = () => a.statuses(mark).find((told) => nextOf(told, origin) === 2);
      await stage.expect(sentence, `a Status that shows the rumor of ${origin} as held`, took, stage.patience.soon);
      stage.keeps(sentence);
    }
  },
};

const severalMessages: Check = {
  claims: { W3: 'drops a packet with several messages' },
  wish: { odd: true },
  async play(stage) {
    const a = stage.peer(0);
    const two = [rumor('Two', 1, 'x'), status([])].map((packet) => encode(packet, 'course'));
    a.sendBytes(new Uint8Array(two.flatMap((bytes) => [...bytes])));
    const again = encode(rumor('Two', 1, 'y'), 'course');
    a.sendBytes(new Uint8Array([...again, ...again]));
    const told = await stage.told(a, rumor('Ann', 1, 'x'), (each) => nextOf(each, 'Ann') === 2);
    if (nextOf(told, 'Two') !== 1) throw new Broken('W3', ['that nothing of a packet with two messages is held', status([want('Ann', 2)])]);
  },
};

export const WIRE_CHECKS: readonly Check[] = [exactLength, reading, severalMessages];
