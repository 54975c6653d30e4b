import { Random } from '../../../src/core/random.js';
import { settings } from '../../../src/core/settings.js';
import { Digest } from '../../../src/network/emulated/digest.js';
import { Invariants } from '../../../src/network/emulated/invariants.js';
import { openWorld } from '../../../src/network/emulated/open-world.js';
import type { World } from '../../../src/network/emulated/world.js';
import type { WorldOptions } from '../../../src/network/emulated/world-options.js';
import { cut } from '../../support/cut.js';
import { delay } from '../../../src/network/links/delay.js';
import { duplication } from '../../../src/network/links/duplication.js';
import { loss } from '../../../src/network/links/loss.js';
import { Rules } from '../../../src/network/links/rule.js';
import { makeLinks } from '../../../src/network/topology/registry.js';

export interface Outcome {
  readonly world: World;
  readonly digest: string;
  readonly published: number;
}

export interface Checked {
  readonly world: World;
  readonly publish: (index: number, text: string) => void;
}

/** A world whose every turn is checked. */
export function checkedWorld(options: WorldOptions): Checked {
  const invariants = new Invariants();
  const world: World = openWorld({ ...options, watcher: { turned: (index) => invariants.check(world, index) } });
  const publish = (index: number, text: string): void => {
    invariants.publishes(world.node(index).name, text);
    world.publish(index, text);
  };
  return { world, publish };
}

const SPECS = ['ring', 'star', 'tree', 'regular:3', 'torus:5', 'small-world:4', 'preferential:2', 'complete'];

/** A small network whose faults are drawn from the seed, and which is healed at last. */
export function scriptedRun(seed: number, encoded = false): Outcome {
  const random = new Random(seed).fork('script');
  const nodes = 10 * (1 + random.below(2));
  const links = makeLinks(SPECS[random.below(SPECS.length)] as string, nodes, random.fork('topology'));
  const faults = new Rules(delay({ min: 1, max: 1 + random.below(60) }, random.fork('delay')));
  const lift = [faults.add(loss(random.fraction() * 0.4, random.fork('loss'))), faults.add(halves(nodes))];
  const digest = new Digest();
  const { world, publish } = checkedWorld({
    links,
    seed,
    settings: settings({ extensions: random.below(2) }),
    rule: (...packet) => faults.decide(...packet),
    copies: duplication(random.fraction() * 0.2, random.fork('copies')),
    encoded,
    digest,
  });
  world.run(1_000);
  let published = 0;
  for (let step = 0; step < 8; step++) {
    const node = random.below(nodes);
    if (world.isNodeUp(node) && world.node(node).settled) publish(node, `text ${++published} of seed ${seed}`);
    if (random.chance(0.3)) world.down(random.below(nodes));
    world.run(random.below(300));
  }
  for (const heal of lift) heal();
  for (let node = 0; node < nodes; node++) world.up(node, 'kept');
  world.runUntil(() => haveAll(world, published), 60_000);
  return { world, digest: digest.hex(), published };
}

export function haveAll(world: World, rumors: number): boolean {
  return world.accepted === rumors * world.size;
}

function halves(nodes: number): ReturnType<typeof cut> {
  const all = Array.from({ length: nodes }, (_, node) => node);
  return cut(new Set(all.filter((node) => node % 2 === 0)), new Set(all.filter((node) => node % 2 === 1)));
}
