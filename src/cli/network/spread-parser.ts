import { InvalidArgumentError, Option, Command as Parser } from 'commander';
import { describeTopologies } from '../../network/topology/registry.js';
import type { Io } from '../io.js';
import { between, delayOf, fraction } from './flags.js';
import type { SpreadFlags } from './spread.js';

/** Beyond this the numbers of nodes and links fit no array any more. */
const MOST_NODES = 10_000_000;

/** What help shows in other words. */
const DEFAULTS = { delay: { min: 10, max: 100 }, set: {} };

const EXAMPLES = `
Examples:
  peerster network spread
  peerster network spread --nodes 100000 --topology regular:8 --delay 10-100 --seed 1
  peerster network spread --nodes 1000 --rumors 60 --loss 5%
  peerster network spread --nodes 1000 --topology small-world:6 --set antiEntropy=5000 --set coin=0.8 --json

Topologies:
${describeTopologies()
  .map((line) => `  ${line}`)
  .join('\n')}

Settings and their defaults: docs/settings.md.

Exit status: 0 when all nodes have all rumors; 1 when they have not within the
time; 2 for bad flags.`;

/** `peerster network spread`: what it does is loaded only when it is asked for. */
export function spreadParser(io: Io): Parser {
  return new Parser('spread')
    .summary('emulate a large network in virtual time and tell how rumors spread in it')
    .description(
      'Emulates a network of nodes in one process and in virtual time, without sockets: the nodes are those of peerster node. Rumors are ' +
        'published at random nodes, and when every node has them a table tells how they spread and what it took. The same seed gives the ' +
        'same run.',
    )
    .addOption(new Option('--nodes <number>', 'how many nodes').default(10_000).argParser(between(2, MOST_NODES)))
    .addOption(new Option('--topology <name>', 'who is linked with whom, see below').default('regular:8'))
    .addOption(new Option('--delay <ms>', 'of each datagram on a link: 50, or 10-100 at random (default: 10-100)').argParser(delayOf))
    .addOption(new Option('--loss <fraction>', 'of the datagrams on a link that get lost: 0.2 or 20%').default(0).argParser(fraction))
    .addOption(new Option('--rumors <number>', 'published at once, each at another node').default(1).argParser(between(1, 100_000)))
    .addOption(
      new Option('--seed <number>', 'of every random choice (default: a random one)').argParser(between(0, Number.MAX_SAFE_INTEGER)),
    )
    .addOption(new Option('--set <name=value>', 'another value for a setting of the nodes; may be repeated').argParser(setting))
    .addOption(new Option('--within <seconds>', 'of virtual time after which it is given up').default(600).argParser(between(1, 86_400)))
    .addOption(new Option('--encoded', 'encode and decode every packet: slower, and the same run'))
    .addOption(new Option('--json', 'print JSON instead of a table'))
    .addHelpText('after', EXAMPLES)
    .action(async (flags: Omit<SpreadFlags, keyof typeof DEFAULTS>) => {
      const [{ spread }, { inOwnThread }] = await Promise.all([import('./spread.js'), import('./own-thread.js')]);
      await spread({ ...DEFAULTS, ...flags }, await inOwnThread(io));
    });
}

function setting(text: string, before: Readonly<Record<string, number>> = {}): Record<string, number> {
  const [, name, value] = /^(\w+)=(-?[\d.]+)$/.exec(text) ?? [];
  if (name === undefined || !Number.isFinite(Number(value))) throw new InvalidArgumentError('Write it as name=number, e.g. coin=0.8.');
  return { ...before, [name]: Number(value) };
}
