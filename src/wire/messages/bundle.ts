import type { Rumor } from '../../core/packet.js';
import type { Reader } from '../reader.js';
import { bytesFieldSize, closeField, openField } from '../writer.js';
import { readRumor, rumorSize, writeRumor } from './rumor.js';

/** Several rumors in one datagram, to be read in this order. Only for a peer that announced `Ability.bundles`. */
export interface Bundle {
  readonly kind: 'bundle';
  readonly rumors: readonly Rumor[];
}

const RUMORS = 0x0a;
const KNOWN = 0b10;

export function readBundle(reader: Reader): Bundle {
  const rumors: Rumor[] = [];
  while (reader.at < reader.end) {
    const tag = reader.tag();
    if (tag === RUMORS) {
      const outer = reader.enter();
      rumors.push(readRumor(reader));
      reader.leave(outer);
    } else reader.skip(tag, KNOWN);
  }
  return { kind: 'bundle', rumors };
}

/** Bytes that one rumor adds to a bundle. */
export function rumorSizeInBundle(rumor: Rumor): number {
  return bytesFieldSize(rumorSize(rumor));
}

export function bundleSize(bundle: Bundle): number {
  let size = 0;
  for (let i = 0; i < bundle.rumors.length; i++) size += rumorSizeInBundle(bundle.rumors[i] as Rumor);
  return size;
}

export function writeBundle(bundle: Bundle, target: Uint8Array, at: number): number {
  let end = at;
  for (let i = 0; i < bundle.rumors.length; i++) {
    const body = openField(target, end, RUMORS);
    end = closeField(target, body, writeRumor(bundle.rumors[i] as Rumor, target, body));
  }
  return end;
}
