import { randomInt } from 'node:crypto';
import { PeersterError } from '../../core/errors.js';
import { Random } from '../../core/random.js';
import { settings } from '../../core/settings.js';
import { delay } from '../../network/links/delay.js';
import { loss } from '../../network/links/loss.js';
import { Rules } from '../../network/links/rule.js';
import { LocalNetwork } from '../../network/local/network.js';
import { describe } from '../../network/story/describe.js';
import { toLinks } from '../../network/topology/links.js';
import { makeTopology } from '../../network/topology/registry.js';
import type { Topology } from '../../network/topology/topology.js';
import { UsageError } from '../go-flags.js';
import type { Io } from '../io.js';
import { perform } from './perform.js';
import type { UpOptions } from './up-options.js';

const WATCHED_DELAY = { min: 100, max: 300 };
const NO_DELAY = { min: 0, max: 0 };

/** Starts the network, tells its story, and keeps it up until Ctrl-C unless it is to end by itself. */
export async function up(options: UpOptions, io: Io): Promise<void> {
  const seed = options.seed ?? randomInt(2 ** 32);
  const random = new Random(seed);
  const range = options.delay ?? (options.once ? NO_DELAY : WATCHED_DELAY);
  const topology = topologyOf(options, random);
  const rules = new Rules(delay(range, random.fork('delay')), loss(options.loss, random.fork('loss')));
  const stop = io.stopSignal();
  const network = await LocalNetwork.open({
    seed,
    settings: settings({}),
    nodes: Array.from({ length: topology.nodes }, (_, node) => ({ name: `n${node + 1}` })),
    links: toLinks(topology),
    behaviour: rules,
    uiPort: options.uiPort,
  });
  const description = describe({ ...options, delay: range, seed });
  try {
    await perform({ options, io, network, topology, rules, random: random.fork('story'), description, stop });
  } finally {
    await network.close();
  }
}

function topologyOf(options: UpOptions, random: Random): Topology {
  try {
    return makeTopology(options.topology, options.nodes, random.fork('topology'));
  } catch (error) {
    throw error instanceof PeersterError ? new UsageError(error.message) : error;
  }
}
