import type { End, NetworkSpec } from '../../spec/network-spec.js';
import { PROFILES } from '../../spec/profiles.js';
import { as, record } from '../shape/compounds.js';
import { choice, text, whole } from '../shape/scalars.js';
import type { Shape } from '../shape/shape.js';
import { duration } from '../shape/units.js';
import { churn } from './churn.js';
import { mobility } from './mobility.js';
import { assertions } from './assertions.js';
import { links } from './faults.js';
import { nodes, overrides } from './nodes.js';
import { profile } from './profile.js';
import { programs } from './programs.js';
import { nodeSettings } from './settings.js';
import { timeline } from './timeline.js';
import { topology } from './topology.js';
import { workload } from './workload.js';

/** The longest that a run waits for what may never come. */
const USUAL_LIMIT = 60_000;

const file = record('a network', {
  name: { shape: text, about: 'what it is called; its file unless told otherwise' },
  about: { shape: text, about: 'for whom reads the file' },
  engine: {
    shape: choice('emulated', 'local', 'processes'),
    about: 'where the nodes live; emulated unless told otherwise, processes where there are programs',
  },
  seed: { shape: whole(0, Number.MAX_SAFE_INTEGER), about: 'of everything left to chance, unless --seed says another; 1 unless told' },
  nodes: { shape: nodes, about: 'how many nodes, or their names; those of the graph where it comes from a file' },
  topology: { shape: topology, about: 'who is linked with whom; nobody at first where nodes move' },
  settings: { shape: nodeSettings, about: 'of all nodes, over the defaults of docs/settings.md' },
  profile: {
    shape: profile,
    about: 'a year of the course, for its timeouts: 2018 (acknowledgement and anti-entropy 1 s) or 2019 (10 s each); settings win over it',
  },
  overrides: { shape: overrides, about: 'settings of some nodes, over those of all; later entries win' },
  programs: {
    shape: programs,
    about: "nodes that are somebody else's, by the commands that build, start and drive them; see docs/foreign-nodes.md",
  },
  rule: { shape: text, about: 'a module with a rule of spreading in place of mongering; its path from this file' },
  links: { shape: links, about: 'what links do from the beginning on' },
  warmUp: { shape: duration, about: 'that passes before all times of this file, and of which no report tells; 1 s unless told otherwise' },
  workload: { shape: workload, about: 'who sends what, and how often' },
  timeline: { shape: timeline, about: 'faults and commands' },
  churn: { shape: churn, about: 'nodes that come and go by chance' },
  mobility: { shape: mobility, about: 'nodes that move, and are linked while they are within range' },
  pcap: { shape: text, about: 'a folder, from this file, for captures of every link (local and processes); --pcap says another' },
  end: { shape: duration, about: 'when the run is over; once everything has spread unless told otherwise' },
  within: { shape: duration, about: 'when it is over at the latest, without end; 1 min unless told otherwise' },
  assert: { shape: assertions, about: 'what every run is to keep' },
});

/** A whole network file. The rule is as written; the name may be empty. */
export const network: Shape<NetworkSpec> = as(file, specOf);

function specOf(read: NonNullable<ReturnType<typeof file.read>>): NetworkSpec {
  const { topology: graph } = read;
  return {
    name: read.name ?? '',
    engine: read.engine ?? (read.programs === undefined ? 'emulated' : 'processes'),
    seed: read.seed,
    nodes: read.nodes ?? graph?.nodes ?? [],
    topology: graph?.topology ?? [],
    settings: { ...(read.profile === undefined ? {} : PROFILES[read.profile]), ...read.settings },
    overrides: read.overrides ?? [],
    programs: read.programs ?? [],
    links: read.links ?? [],
    warmUp: read.warmUp ?? 1_000,
    workload: read.workload ?? [],
    timeline: read.timeline ?? [],
    churn: read.churn ?? [],
    mobility: read.mobility,
    end: endOf(read.end, read.within),
    assertions: read.assert ?? [],
    rule: read.rule,
    pcap: read.pcap,
  };
}

function endOf(end: number | undefined, within: number | undefined): End {
  return end === undefined ? { kind: 'converged', within: within ?? USUAL_LIMIT } : { kind: 'at', ms: end };
}
