import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/core/random.js';
import { settings } from '../../../src/core/settings.js';
import { LocalNetwork } from '../../../src/network/local/network.js';
import { thisMachine } from '../../../src/network/real/machine.js';
import { checkRoom } from '../../../src/network/real/room.js';
import { makeLinks } from '../../../src/network/topology/registry.js';
import { refusal, refusalOf } from '../../support/refusal.js';
import { FAIR } from './stage.js';

const MACHINE = { descriptors: 1_024, ports: 28_232, memory: 2 ** 30 };
const NEEDS = { descriptors: 3, memory: 2 ** 20 };
const linksOf = (topology: string, nodes: number) => makeLinks(topology, nodes, new Random(1));

describe('room for a network on real sockets', () => {
  it.each([
    ['complete', 300, 'need 90,000 UDP ports, and here are 28,232'],
    ['ring', 200, 'need 1,000 open sockets in this process, and here are 768'],
  ])('there is none for %s of %i nodes', (topology, nodes, why) => {
    expect(refusalOf(() => checkRoom(linksOf(topology, nodes), NEEDS, MACHINE)).message).toContain(why);
  });

  it('there is for two', () => {
    expect(() => checkRoom(linksOf('line', 2), NEEDS, MACHINE)).not.toThrow();
  });

  it('memory counts as well', () => {
    const attempt = () => checkRoom(linksOf('line', 20), { descriptors: 1, memory: 64 * 2 ** 20 }, MACHINE);
    expect(refusalOf(attempt).message).toContain('need 1,280 MiB of memory, and here are 1,024');
  });

  it('this machine has some of everything', () => {
    const { descriptors, ports, memory } = thisMachine();
    expect(Math.min(descriptors, ports, memory)).toBeGreaterThan(100);
  });

  it('a million nodes on real sockets are refused with what to do instead', async () => {
    const nodes = Array.from({ length: 1_000_000 }, (_, node) => ({ name: `n${node}` }));
    const options = { seed: 1, settings: settings({}), nodes, links: linksOf('ring', nodes.length), behaviour: FAIR };
    const { code, message } = await refusal(LocalNetwork.open(options));
    expect(code).toBe('INVALID_SETTING');
    expect(message).toMatch(
      /^1,000,000 nodes and 1,000,000 links on real sockets need 3,000,000 UDP ports, and here are [\d,]+: take fewer, or the emulated engine/,
    );
  });
});
