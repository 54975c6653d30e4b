import { Option, type Command as Parser } from 'commander';
import type { Io } from '../../io.js';
import { between } from '../flags.js';
import type { CreateOptions, RestartOptions, RunUntilOptions } from './deeds.js';
import type { FaultOptions, PartitionOptions } from './faults.js';
import type { GetOptions } from './looks.js';
import { verb } from './verb.js';
import type { WatchOptions } from './watch.js';

const NODES = [['<nodes...>', 'names, ranges as n3..n7, patterns as n*; "*" alone is all']] as const;
const LASTING = [
  new Option('--id <name>', 'under which it is healed'),
  new Option('--for <duration>', 'after which it heals by itself, as 5s'),
] as const;

const deeds = () => import('./deeds.js');
const looks = () => import('./looks.js');
const faults = () => import('./faults.js');

const list = verb({
  name: 'list',
  about: 'list its networks',
  examples: ['list', 'list --json | jq -r .name'],
  act: async () => (await looks()).list,
});

const get = verb<GetOptions>({
  name: 'get',
  about: 'describe a network',
  options: [new Option('--nodes', 'node by node instead')],
  examples: ['get', 'get --network net2 --nodes'],
  act: async () => (await looks()).get,
});

const create = verb<CreateOptions>({
  name: 'create',
  about: 'make a network, called as --network says',
  words: [['[file]', 'a network file; without one --topology']],
  options: [
    new Option('--topology <name>', 'as ring or regular:4; peerster network up --help lists them'),
    new Option('--nodes <number>', 'how many (10 unless told otherwise)').argParser(between(1, 10_000_000)),
    new Option('--engine <name>', 'where the nodes live').choices(['emulated', 'local', 'processes']),
    new Option('--seed <number>', 'of everything left to chance').argParser(between(0, Number.MAX_SAFE_INTEGER)),
  ],
  examples: ['create examples/networks/broadcast.yaml --seed 7', 'create --topology regular:8 --nodes 100000 --network large'],
  act: async () => (await deeds()).create,
});

const remove = verb({
  name: 'delete',
  about: 'end a network and everything in it',
  words: [['[name]', 'which, where there are several']],
  examples: ['delete', 'delete net2'],
  act: async () => (await deeds()).remove,
});

const fault = verb<FaultOptions>({
  name: 'fault',
  about: 'put a fault in force',
  words: [
    ['<kind>', 'cut, loss, delay, duplication, corruption, bandwidth or slow'],
    ['[value]', 'a share as 20%; ms as 50 or 20-80 (delay), 50 (slow); bytes per second (bandwidth)'],
  ],
  options: [
    new Option('--on <nodes>', 'only links of these nodes, as a,b or n*'),
    new Option('--into <nodes>', 'only what is sent to them'),
    new Option('--out-of <nodes>', 'only what they send'),
    ...LASTING,
  ],
  examples: ['fault loss 20%', 'fault delay 20-80 --on n1,n2 --for 5s', 'fault cut --into n7 --id deaf'],
  act: async () => (await faults()).fault,
});

const partition = verb<PartitionOptions>({
  name: 'partition',
  about: 'cut groups of nodes off from one another',
  words: [['<groups...>', 'each as a,b or n1..n5; one alone is cut off from everybody else']],
  options: [new Option('--one-way', 'only what earlier groups send to later ones'), ...LASTING],
  examples: ['partition n1..n5', 'partition n1,n2 n3,n4 --for 10s'],
  act: async () => (await faults()).partition,
});

const heal = verb({
  name: 'heal',
  about: 'end faults',
  words: [['[ids...]', 'which; all without']],
  examples: ['heal', 'heal deaf'],
  act: async () => (await faults()).heal,
});

const crash = verb({
  name: 'crash',
  about: 'stop nodes in the middle of whatever they do',
  words: NODES,
  examples: ['crash n3', 'crash n3..n7'],
  act: async () => (await deeds()).toNodes('crashNodes', 'crashed'),
});

const restart = verb<RestartOptions>({
  name: 'restart',
  about: 'bring crashed nodes back',
  words: NODES,
  options: [new Option('--memory <what>', 'whether they still hold what they held').choices(['kept', 'lost']).default('kept')],
  examples: ['restart n3 --memory lost'],
  act: async () => (await deeds()).restart,
});

const pause = verb({
  name: 'pause',
  about: 'make nodes do nothing until they are resumed',
  words: NODES,
  examples: ['pause n3'],
  act: async () => (await deeds()).toNodes('pauseNodes', 'paused'),
});

const resume = verb({
  name: 'resume',
  about: 'let paused nodes go on',
  words: NODES,
  examples: ['resume n3'],
  act: async () => (await deeds()).toNodes('resumeNodes', 'going on'),
});

const advance = verb({
  name: 'advance',
  about: 'let time pass',
  words: [['<duration>', 'with its unit, as 500ms or 2s']],
  examples: ['advance 2s'],
  act: async () => (await deeds()).advance,
});

const runUntil = verb<RunUntilOptions>({
  name: 'run-until',
  about: 'let time pass until something holds',
  words: [['<condition...>', 'converged: every node holds everything; or rumor ORIGIN NUMBER: nodes hold it']],
  options: [
    new Option('--within <duration>', "of the network's time; exit status 1 if it does not hold by then").default('1min'),
    new Option('--at <nodes>', 'with rumor: which nodes (all that are up without)'),
  ],
  examples: ['run-until converged', 'run-until rumor n1 1 --at n7,n8 --within 10s'],
  act: async () => (await deeds()).runUntil,
});

const explain = verb({
  name: 'explain',
  about: 'say why not every node holds everything',
  words: [['[rumor...]', 'ORIGIN NUMBER NODE: why this rumor is not at this node']],
  examples: ['explain', 'explain n1 1 n7'],
  act: async () => (await looks()).explain,
});

const watch = verb<WatchOptions>({
  name: 'watch',
  about: 'follow what happens at nodes and on links until Ctrl-C',
  options: [
    new Option('--node <nodes>', 'only at these, as n1,n2'),
    new Option('--kind <kinds>', 'only packet, accepted, node, link or fault'),
    new Option('--from-start', 'begin with the oldest event that is kept'),
    new Option('--sums <duration>', 'sums of each so long in place of events, as 1s'),
  ],
  examples: ['watch --kind accepted,fault', 'watch --sums 1s'],
  act: async () => (await import('./watch.js')).watch,
});

const report = verb({
  name: 'report',
  about: 'tell what a network has done, beside what cannot be gone below',
  examples: ['report', 'report --json > report.json'],
  act: async () => (await looks()).report,
});

/** The parsers of all verbs for a server of networks, in the order of the help. */
export function verbParsers(io: Io): Parser[] {
  const verbs = [
    create,
    list,
    get,
    remove,
    advance,
    runUntil,
    watch,
    explain,
    report,
    fault,
    partition,
    heal,
    crash,
    restart,
    pause,
    resume,
  ];
  return verbs.map((parser) => parser(io));
}
