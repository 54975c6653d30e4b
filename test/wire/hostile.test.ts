import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { DROP_REASONS } from '../../src/core/events.js';
import type { Dialect } from '../../src/core/packet.js';
import { Random } from '../../src/core/random.js';
import { decode, encode, sizeOf } from '../../src/wire/codec.js';
import { toHex } from './support/hex.js';
import { mutate } from './support/mutate.js';
import { datagrams } from './support/vectors.js';

const COUNT = 100_000;
const SEED = Number(process.env['SEED'] ?? 2_026);

/** Bytes out of the blue. */
function noise(random: Random): Uint8Array {
  return Uint8Array.from({ length: random.below(80) }, () => random.below(256));
}

/** Fails with the datagram unless it was dropped for a reason that we name, or read as something that can be written and read again. */
function check(bytes: Uint8Array, dialect: Dialect): 'read' | 'dropped' {
  const copy = bytes.slice();
  const packet = decode(bytes, dialect);
  const where = `${toHex(copy)} (${dialect}, SEED=${SEED})`;
  if (toHex(bytes) !== toHex(copy)) throw new Error(`changed: ${where}`);
  if (typeof packet === 'string') {
    if (!DROP_REASONS.includes(packet)) throw new Error(`${packet}: ${where}`);
    return 'dropped';
  }
  const written = encode(packet, dialect);
  if (written.length !== sizeOf(packet)) throw new Error(`size: ${where}`);
  if (!isDeepStrictEqual(decode(written, dialect), packet)) throw new Error(`read otherwise: ${where}`);
  return 'read';
}

describe(`${COUNT} datagrams`, () => {
  it('of noise never throw', () => {
    const random = new Random(SEED);
    let dropped = 0;
    for (let i = 0; i < COUNT; i++) if (check(noise(random), random.chance(0.5) ? 'course' : 'reference') === 'dropped') dropped++;
    expect(dropped).toBeGreaterThan(COUNT / 2);
  });

  it('made from the vectors by mutation never throw; what is read is read the same again', { timeout: 60_000 }, () => {
    const random = new Random(SEED).fork('mutations');
    const seen = { read: 0, dropped: 0 };
    for (let i = 0; i < COUNT; i++) {
      const original = datagrams[random.below(datagrams.length)] as Uint8Array;
      seen[check(mutate(original, random), random.chance(0.5) ? 'course' : 'reference')]++;
    }
    // Otherwise the mutations are too gentle or too rough to test anything.
    expect(seen.read).toBeGreaterThan(COUNT / 20);
    expect(seen.dropped).toBeGreaterThan(COUNT / 20);
  });
});
