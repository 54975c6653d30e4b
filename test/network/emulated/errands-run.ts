import { Random } from '../../../src/core/random.js';
import { DEFAULT_SETTINGS, settings } from '../../../src/core/settings.js';
import type { Digest } from '../../../src/network/emulated/digest.js';
import { Invariants } from '../../../src/network/emulated/invariants.js';
import { openWorld } from '../../../src/network/emulated/open-world.js';
import type { World } from '../../../src/network/emulated/world.js';
import { cut } from '../../support/cut.js';
import { delay } from '../../../src/network/links/delay.js';
import { duplication } from '../../../src/network/links/duplication.js';
import { loss } from '../../../src/network/links/loss.js';
import { Rules } from '../../../src/network/links/rule.js';
import { makeLinks } from '../../../src/network/topology/registry.js';
import { Errands } from './errands.js';

export interface ErrandsOutcome {
  readonly faults: readonly string[];
  /** Private messages sent while there were faults, and how many of them arrived. */
  readonly letters: { readonly sent: number; readonly arrived: number };
}

const SPECS = ['line', 'ring', 'star', 'tree', 'regular:3', 'torus:5', 'small-world:4', 'preferential:2', 'complete'];
const ROUTE_PERIOD = 2_000;
const STEPS = 16;
/** Ms in which a packet is at its end, over ten hops of the slowest link. */
const LONGEST_WAY = 700;

/** Half of the seeds duplicate datagrams and let nodes pause; in the other half nodes that come back have lost their memory. */
interface Plan {
  readonly size: number;
  readonly forgets: boolean;
}

/** A small network with routing, private messages and searches under faults drawn from the seed, and after they are healed. */
export function errandsRun(seed: number, options: { readonly digest?: Digest; readonly encoded?: boolean } = {}): ErrandsOutcome {
  const random = new Random(seed).fork('errands');
  const plan = { size: 10 * (1 + random.below(2)), forgets: random.chance(0.5) };
  const faults = new Rules(delay({ min: 1, max: 1 + random.below(60) }, random.fork('delay')));
  const duplicates = duplication(plan.forgets ? 0 : 0.2, random.fork('copies'));
  const weather = { isCalm: true };
  const errands = new Errands();
  const invariants = new Invariants();
  const world: World = openWorld({
    links: makeLinks(SPECS[random.below(SPECS.length)] as string, plan.size, random.fork('topology')),
    seed,
    settings: settings({ routeRumors: ROUTE_PERIOD }),
    rule: (...packet) => faults.decide(...packet),
    copies: (...ends) => (weather.isCalm ? 0 : duplicates(...ends)),
    ...options,
    watcher: {
      wants: (kind) => kind === 'client' || errands.wants(kind),
      event: (node, event) => {
        if (event.kind === 'client') invariants.publishes(world.node(node).name, event.text, event.destination);
        else errands.event(node, event);
      },
      departed: (from, parcel) => {
        if (!(parcel instanceof Uint8Array) && 'hopLimit' in parcel) invariants.checkPacket(world.node(from), parcel, world.now);
        errands.departed(from, parcel);
      },
      // A node without memory may use an id again, and others then hold what came first: what invariants of rumors forbid.
      turned: (node) => !plan.forgets && invariants.check(world, node),
    },
  });
  errands.watch(world);
  invariants.allowsHops(DEFAULT_SETTINGS.hopLimit);
  errands.forbidsLoops = !plan.forgets;
  settle(world, errands);
  weather.isCalm = false;
  const lift = [faults.add(loss(random.fraction() * 0.3, random.fork('loss'))), faults.add(halves(plan.size, random))];
  storm(world, errands, plan, random);
  for (const heal of lift) heal();
  weather.isCalm = true;
  for (let node = 0; node < plan.size; node++) world.up(node, plan.forgets ? 'lost' : 'kept');
  world.run(3 * ROUTE_PERIOD); // by then every node has shown the way anew
  const letters = { sent: errands.lettersSent, arrived: errands.lettersArrived };
  settle(world, errands);
  errands.forbidsLoops = true;
  checkCalm(world, errands, random);
  errands.checkQuests();
  return { faults: errands.faults, letters };
}

/**
 * Everybody knows the way to everybody, and no way leads round a loop. Where nodes have forgotten which ids they gave out, two lives of one
 * may show different ways under one id; the next rumor of that node ends it.
 */
function settle(world: World, errands: Errands): void {
  const nodes = everybody(world);
  const lost = (): string[] =>
    nodes.flatMap((from) => nodes.flatMap((to) => (errands.hops(from, to) === undefined ? [`no way leads from ${from} to ${to}`] : [])));
  const isKnown = (): boolean => nodes.every((node) => world.node(node).routes.list().length === world.size - 1);
  if (!world.runUntil(() => isKnown() && lost().length === 0, 60_000)) errands.faults.push('somebody does not know the way to everybody');
  errands.faults.push(...lost());
}

function storm(world: World, errands: Errands, { size, forgets }: Plan, random: Random): void {
  const anybody = (): number => random.below(size);
  for (let step = 0; step < STEPS; step++) {
    const node = anybody();
    if (random.chance(0.3)) world.down(anybody());
    if (random.chance(0.3)) world.up(anybody(), forgets ? 'lost' : 'kept');
    if (world.isNodeUp(node) && world.node(node).settled) {
      world.publish(node, `text ${step}`);
      for (let letters = random.below(4); letters > 0; letters--) errands.send(node, other(node, size, random));
      if (random.chance(0.3)) errands.search(node, random.below(40), up(world, [anybody(), anybody(), node]));
    }
    world.run(random.below(400));
  }
}

/** Between all pairs a message, which arrives if the tables lead there in ten hops and is counted as dropped otherwise; and a search that floods. */
function checkCalm(world: World, errands: Errands, random: Random): void {
  const before = { sent: errands.lettersSent, arrived: errands.lettersArrived, strayed: errands.strayed };
  let near = 0;
  for (const from of everybody(world)) {
    for (const to of everybody(world)) {
      if (from === to) continue;
      if (!errands.send(from, to)) errands.faults.push(`${from} has no route to ${to}`);
      if ((errands.hops(from, to) ?? 11) <= 10) near++;
    }
  }
  const holders = [random.below(world.size), random.below(world.size)];
  const from = other(holders[0] as number, world.size, random);
  const search = errands.search(from, 1_000_000, holders);
  const reachable = new Set(holders.filter((holder) => holder !== from && (errands.hops(holder, from) ?? 11) <= 10));
  world.run(LONGEST_WAY);
  const sent = errands.lettersSent - before.sent;
  const arrived = errands.lettersArrived - before.arrived;
  const strayed = errands.strayed - before.strayed;
  if (arrived < near - strayed) errands.faults.push(`of ${near} messages to near nodes only ${arrived} arrived`);
  if (arrived + strayed < sent) errands.faults.push(`of ${sent} messages ${arrived} arrived and ${strayed} are counted as dropped`);
  if (search.matches.length + strayed < reachable.size) errands.faults.push(`a flood found ${search.matches.length} of ${reachable.size}`);
  world.run(8_000);
  if (search.verdict === undefined) errands.faults.push('a search does not end');
}

function everybody(world: World): readonly number[] {
  return Array.from({ length: world.size }, (_, node) => node);
}

function up(world: World, nodes: readonly number[]): readonly number[] {
  return nodes.filter((node) => world.isNodeUp(node));
}

function other(than: number, size: number, random: Random): number {
  return (than + 1 + random.below(size - 1)) % size;
}

function halves(size: number, random: Random): ReturnType<typeof cut> {
  const sides = [new Set<number>(), new Set<number>()] as const;
  for (let node = 0; node < size; node++) sides[random.chance(0.5) ? 0 : 1].add(node);
  return cut(...sides);
}
