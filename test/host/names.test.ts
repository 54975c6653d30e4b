import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PeersterError } from '../../src/core/errors.js';
import { parseAddress } from '../../src/host/address.js';
import { Names } from '../../src/host/names.js';
import { UdpPeer } from '../../src/host/udp-peer.js';

const NAME = parseAddress('node-a.example:5000', 'peer');
const HERE = new UdpPeer('10.0.0.1', 5000, '10.0.0.1', false);
const THERE = new UdpPeer('10.0.0.2', 5000, '10.0.0.2', false);

/** Longer than any period of the names. */
const LONG = 30_000;

describe('a peer given by host name', () => {
  /** What the name server says; undefined: nothing. */
  let answer: UdpPeer | undefined;
  let heardAt: number | undefined | 'gone';
  let asked = 0;
  const moved = vi.fn<(from: UdpPeer | undefined, to: UdpPeer) => void>();
  let names: Names;

  beforeEach(() => {
    vi.useFakeTimers();
    moved.mockReset();
    asked = 0;
    heardAt = undefined;
    names = new Names({
      resolve: async () => {
        asked++;
        if (answer === undefined) throw new PeersterError('INVALID_ADDRESS', 'no such name');
        return answer;
      },
      heardAt: () => heardAt,
      moved,
      report: () => {},
    });
  });
  afterEach(() => {
    names.stop();
    vi.useRealTimers();
  });

  it('that could not be resolved is tried until it can be', async () => {
    answer = undefined;
    names.add(NAME, undefined);
    await vi.advanceTimersByTimeAsync(LONG);
    expect(asked).toBeGreaterThan(1);
    expect(moved).not.toHaveBeenCalled();
    answer = HERE;
    await vi.advanceTimersByTimeAsync(LONG);
    expect(moved.mock.calls).toEqual([[undefined, HERE]]);
  });

  it('is resolved again while nothing is heard from it, and replaced when it has moved', async () => {
    answer = HERE;
    names.add(NAME, HERE);
    await vi.advanceTimersByTimeAsync(LONG);
    expect(moved).not.toHaveBeenCalled();
    answer = THERE;
    await vi.advanceTimersByTimeAsync(LONG);
    expect(moved.mock.calls).toEqual([[HERE, THERE]]);
    expect([...names.peers()]).toEqual([THERE]);
  });

  it('is left alone while it is heard', async () => {
    answer = THERE;
    names.add(NAME, HERE);
    heardAt = performance.now() + LONG;
    await vi.advanceTimersByTimeAsync(LONG);
    expect(asked).toBe(0);
  });

  it('is resolved again when it cannot be sent to, though it was just heard', async () => {
    answer = THERE;
    names.add(NAME, HERE);
    heardAt = performance.now() + LONG;
    names.suspect(HERE);
    await vi.advanceTimersByTimeAsync(LONG);
    expect(moved.mock.calls).toEqual([[HERE, THERE]]);
  });

  it('keeps its address while its name cannot be resolved', async () => {
    answer = undefined;
    names.add(NAME, HERE);
    await vi.advanceTimersByTimeAsync(LONG);
    expect(moved).not.toHaveBeenCalled();
    expect([...names.peers()]).toEqual([HERE]);
  });

  it('is forgotten once it is no configured peer any more', async () => {
    answer = THERE;
    names.add(NAME, HERE);
    heardAt = 'gone';
    await vi.advanceTimersByTimeAsync(LONG);
    expect(asked).toBe(0);
    expect([...names.peers()]).toEqual([]);
  });
});
