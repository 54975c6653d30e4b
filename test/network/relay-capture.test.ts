import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findDatagram } from '../../src/cli/decode/udp.js';
import { openCapture } from '../../src/cli/decode/pcap.js';
import { captureFrame, captureHeader } from '../../src/network/relay/capture.js';
import { Recording } from '../../src/network/relay/recording.js';

const folder = mkdtempSync(join(tmpdir(), 'peerster-capture-'));
afterAll(() => rmSync(folder, { recursive: true }));

const [ANN, BOB] = [
  { host: '127.0.0.1', port: 5001 },
  { host: '10.1.2.255', port: 65_535 },
];

/** The sum of the 16-bit words of an IPv4 header with its checksum is all ones. */
function isSound(header: DataView): boolean {
  let sum = 0;
  for (let at = 0; at < 20; at += 2) sum += header.getUint16(at);
  return (sum & 0xffff) + (sum >>> 16) === 0xffff;
}

function framesOf(file: Uint8Array) {
  const { linkType, frames } = openCapture(file);
  return [...frames].map(({ time, bytes }) => ({ linkType, time, bytes, datagram: findDatagram(bytes) }));
}

test('a datagram is a frame of raw IP that a reader of captures takes apart again', () => {
  const payload = Uint8Array.from({ length: 300 }, (_, at) => at & 255);
  const [frame] = framesOf(Buffer.concat([captureHeader(), captureFrame(1_700_000_000_123.456, ANN, BOB, payload)]));
  expect(frame?.linkType).toBe(101);
  expect(frame?.time).toBeCloseTo(1_700_000_000.123_456, 5);
  expect(frame?.datagram).toMatchObject({ from: '127.0.0.1:5001', to: '10.1.2.255:65535', whole: true, payload });
  expect(isSound(frame?.bytes as DataView)).toBe(true);
});

test('a recording has what left and what arrived, with the last address of each node', () => {
  const addresses: (typeof ANN | undefined)[] = [ANN, BOB];
  const stage = { wall: (at: number) => 1_000 + at, addressOf: (node: number) => addresses[node] } as never;
  const recording = new Recording({ folder: join(folder, 'new'), name: 'two', stage });
  const bytes = Uint8Array.of(26, 0);
  recording.left(0, 0, 1, bytes);
  recording.left(1, 1, 0, bytes);
  addresses[1] = undefined;
  recording.arrived(2, 0, 1, bytes);
  recording.close();
  const [sent, arrived] = ['sent', 'arrived'].map((what) => framesOf(readFileSync(join(folder, 'new', `two.${what}.pcap`))));
  expect(sent?.map(({ datagram }) => (datagram as { from: string }).from)).toEqual(['127.0.0.1:5001', '10.1.2.255:65535']);
  expect(arrived?.map(({ datagram }) => (datagram as { to: string }).to)).toEqual(['10.1.2.255:65535']);
});

test('captures that cannot be written are refused in a line', () => {
  expect(() => new Recording({ folder: '/dev/null/x', name: 'two', stage: {} as never })).toThrow(
    /cannot write captures into \/dev\/null\/x/,
  );
});
