import { describe, expect, test } from 'vitest';
import { parseFlags } from '../../src/cli/go-flags.js';
import { NODE_FLAGS } from '../../src/cli/node/flags.js';
import { nodeArguments } from '../../src/cli/node/options.js';

const read = (...argv: string[]) => nodeArguments(parseFlags(NODE_FLAGS, argv, {}));

describe('the flags of a node', () => {
  test('have the defaults of the course programs', () => {
    expect(read()).toMatchObject({
      gossipAddress: '127.0.0.1:5000',
      ui: { host: '127.0.0.1', port: 10_000, insecure: false },
      name: 'node-5000',
      peers: [],
      simple: false,
      settings: { antiEntropy: 1_000, routeRumors: 0 },
      level: 'warn',
    });
  });

  test('are read as an old harness writes them', () => {
    const argv =
      '-UIPort=12345 -gossipAddr=127.0.0.1:5001 -name=B -peers=127.0.0.1:5000,127.0.0.1:5002 -simple -rtimer=3 -antiEntropy=2 -GUIPort=12345';
    expect(read(...argv.split(' '))).toMatchObject({
      ui: { port: 12_345 },
      gossipAddress: '127.0.0.1:5001',
      name: 'B',
      peers: ['127.0.0.1:5000', '127.0.0.1:5002'],
      simple: true,
      settings: { antiEntropy: 2_000, routeRumors: 3_000 },
    });
  });

  test('set any protocol constant, and the later one wins', () => {
    expect(read('-antiEntropy=5', '-set=antiEntropy=250,coin=0.25', '-set', 'coin=1').settings).toEqual({
      antiEntropy: 250,
      routeRumors: 0,
      coin: 1,
    });
  });

  test('make names that differ where the port is left to the system', () => {
    const names = Array.from({ length: 8 }, () => read('-gossipAddr=127.0.0.1:0').name);
    expect(new Set(names).size).toBe(8);
  });

  test.each([
    ['-UIPort=65536', /-UIPort is "65536"/],
    ['-GUIPort=x', /-GUIPort is "x"/],
    ['-rtimer=-1', /-rtimer is "-1"; it must be 0 to 3600 seconds/],
    ['-antiEntropy=often', /-antiEntropy is "often"/],
    ['-seed=x', /-seed is "x"/],
    ['-set=coin', /-set has "coin"; write NAME=NUMBER/],
    ['-set=coin=many', /-set has "coin=many"/],
    ['-log-level=loud', /must be one of error, warn, info, debug/],
    ['-log-format=xml', /must be one of pretty, json/],
  ])('%s is refused', (argument, message) => {
    expect(() => read(argument)).toThrow(message);
  });
});
