import { PeersterError } from '../core/errors.js';
import { Random } from '../core/random.js';
import { type Settings, settings } from '../core/settings.js';
import type { EngineKind, NodeSpec, OwnRule } from './engine/engine.js';
import type { Audit } from './engine/options.js';
import { Texts } from './engine/texts.js';
import { openEngine } from './engines.js';
import { isNamed } from './faults/matcher.js';
import { Faults } from './faults/faults.js';
import { Network, type Trouble } from './network.js';
import type { Onlookers } from './onlookers.js';
import type { NetworkSpec, NodeOverride } from './spec/network-spec.js';
import { inTurns, type Turns } from './pieces/in-turns.js';
import { graphInPieces } from './spec/graph.js';
import { scheduleOf } from './spec/schedule.js';
import type { Links } from './topology/links.js';

export interface OpenOptions {
  /** In place of the spec's. */
  readonly engine?: EngineKind;
  /** In place of the spec's. */
  readonly seed?: number;
  /** A rule of the user's own, in place of mongering. */
  readonly rule?: OwnRule;
  /** Only on the emulated engine. */
  readonly audit?: Audit | undefined;
  /** Of the first node, where the engine is local; the others follow. */
  readonly uiPort?: number;
  /** A capture of every link: a folder, and how the files are called. Not on the emulated engine. */
  readonly capture?: { readonly folder: string; readonly name: string } | undefined;
  /** How others have their turns while it is set up; aborted: nothing is left of it. */
  readonly setUp?: Turns | undefined;
}

/**
 * Opens a network of a spec. Same spec, same seed: the same network on every engine; on the emulated one the same run too. Throws
 * INVALID_SETTING, UNKNOWN_NODE, INVALID_REQUEST for a spec that cannot be, with what to do instead, what the engine throws, and the reason
 * of a signal that ends the set-up.
 */
export async function openNetwork(spec: NetworkSpec, options: OpenOptions = {}): Promise<Network> {
  const seed = options.seed ?? spec.seed ?? 1;
  const random = new Random(seed);
  const schedule = scheduleOf(spec, random);
  const links = await inTurns(graphInPieces(schedule.topology, spec.nodes, random.fork('topology')), options.setUp);
  const names = spec.nodes.map(({ name }) => name);
  const faults = new Faults(random.fork('faults'), names, spec.links);
  const trouble: Trouble = { first: undefined };
  const rule = options.rule ?? (await ruleOf(spec, trouble));
  const kind = options.engine ?? spec.engine;
  const common = settings(spec.settings);
  const audience = kind === 'emulated' ? undefined : await audienceOf(options, rule === undefined, common, links);
  if (options.capture !== undefined && audience === undefined)
    throw new PeersterError('UNSUPPORTED', 'no datagrams go over emulated links; take the engine "local" or "processes" for captures');
  const engine = await openEngine(kind, {
    seed,
    settings: common,
    nodes: spec.nodes.map((node) => overridden(node, spec.overrides)),
    programs: spec.programs,
    links,
    behaviour: faults,
    rule,
    audit: options.audit,
    uiPort: options.uiPort,
    setUp: options.setUp,
    seat: audience?.seat,
  });
  audience?.trial.begin(engine);
  engine.tap({ node: (_at, node, change) => change === 'added' && faults.join(engine.names[node] as string) });
  const texts = new Texts(engine);
  return new Network({ ...spec, timeline: schedule.entries }, { engine, faults, links, random, texts, trouble, audience });
}

/** Loaded only where there is traffic to be looked at. */
async function audienceOf({ capture }: OpenOptions, mongers: boolean, { ackTimeout }: Settings, links: Links): Promise<Onlookers> {
  const { Onlookers } = await import('./onlookers.js');
  return new Onlookers({ mongers, ackTimeout, links }, capture);
}

/** Loaded only where there is one, as the compiler is. */
async function ruleOf({ rule }: NetworkSpec, trouble: Trouble): Promise<OwnRule | undefined> {
  if (rule === undefined) return undefined;
  const { loadRule } = await import('./rules/own-rule.js');
  return loadRule(rule, (failure) => (trouble.first ??= failure));
}

/** Later overrides win over earlier ones, a node's own spec over all. */
function overridden(node: NodeSpec, overrides: readonly NodeOverride[]): NodeSpec {
  const its = overrides.filter(({ nodes }) => isNamed(nodes, node.name));
  if (its.length === 0) return node;
  const changes = its.reduce<Partial<Settings>>((all, { settings: more }) => ({ ...all, ...more }), {});
  const simple = node.simple ?? its.findLast((each) => each.simple !== undefined)?.simple;
  return { ...node, settings: { ...changes, ...node.settings }, ...(simple !== undefined && { simple }) };
}
