import { Random } from '../../core/random.js';
import { type Settings, settings } from '../../core/settings.js';
import { openWorld } from '../emulated/open-world.js';
import type { World } from '../emulated/world.js';
import { type DelayRange, delay } from '../links/delay.js';
import { loss } from '../links/loss.js';
import { Rules } from '../links/rule.js';
import { eccentricity, type Links } from '../topology/links.js';
import { makeLinks } from '../topology/registry.js';
import { Coverage } from './coverage.js';
import { type Traffic, trafficOf } from './traffic.js';

export interface SpreadOptions {
  readonly nodes: number;
  readonly topology: string;
  readonly delay: DelayRange;
  /** A fraction. */
  readonly loss: number;
  /** Published at once, at different nodes as far as there are. */
  readonly rumors: number;
  readonly seed: number;
  /** Over the defaults. */
  readonly settings: Partial<Record<string, number>>;
  /** Every packet is encoded and decoded on its way. */
  readonly encoded: boolean;
}

export interface SpreadReport {
  /** Share of the deliveries, 0 to 1, and the virtual ms since publication; undefined: not reached. */
  readonly coverage: readonly { readonly share: number; readonly ms: number | undefined }[];
  /** The share reached at the end. */
  readonly reached: number;
  /** From publication to the end: virtual ms, deliveries and wake-ups, and what was sent. The last two to the end of the last stride. */
  readonly ms: number;
  readonly events: number;
  readonly deliveries: number;
  readonly traffic: readonly Traffic[];
  /** What no way to spread a rumor can go below. */
  readonly floor: { readonly payloads: number; readonly payloadBytes: number; readonly hops: number; readonly ms: number };
  readonly curve: readonly number[];
}

export const SHARES = [0.1, 0.5, 0.9, 0.99, 1];
const CURVE = 60;
/** Sources of which the farthest node is sought: each takes a walk through the whole graph. */
const LOOKED_AT = 64;
/** Ms that are played node by node: what is collected for them takes memory. */
const LONGEST_STRIDE = 10;

/** One or more rumors that spread in an emulated network, from publication until every node has all of them. */
export class Spread {
  readonly world: World;
  readonly coverage: Coverage;
  readonly settings: Settings;
  private readonly links: Links;
  private readonly sources: readonly number[];
  private publishedAt = 0;
  private before: { readonly events: number; readonly traffic: readonly Traffic[] } = { events: 0, traffic: [] };

  /** Throws INVALID_SETTING with what to do instead. */
  constructor(private readonly options: SpreadOptions) {
    const { nodes, topology, rumors, seed, encoded } = options;
    const random = new Random(seed);
    this.settings = settings(options.settings);
    this.links = makeLinks(topology, nodes, random.fork('topology'));
    this.sources = drawSources(nodes, rumors, random.fork('sources'));
    this.coverage = new Coverage(nodes * rumors);
    const watcher = { accepted: (_: number, gained: number) => this.coverage.add(this.world.now - this.publishedAt, gained) };
    const rule = this.ruleOf(random);
    this.world = openWorld({ links: this.links, seed, settings: this.settings, rule, ...strideOf(options.delay), encoded, watcher });
  }

  /** Publishes the rumors, as soon as their nodes may issue ids. */
  publish(): void {
    const { world, sources } = this;
    world.runUntil(() => sources.every((node) => world.node(node).settled), 60_000);
    this.publishedAt = world.now;
    this.before = { events: world.events, traffic: trafficOf(world.counters) };
    for (let at = 0; at < sources.length; at++) world.publish(sources[at] as number, textOf(at));
  }

  /** Goes on for about so many events. Returns whether it is over: all have all, or so many virtual ms since publication have passed. */
  advance(events: number, limit: number): boolean {
    const { world, coverage } = this;
    const pause = world.events + events;
    const end = this.publishedAt + limit;
    world.runUntil(() => coverage.isComplete || world.events >= pause, Math.max(0, end - world.now));
    return coverage.isComplete || world.now >= end;
  }

  /** Virtual ms since publication. */
  get elapsed(): number {
    return this.world.now - this.publishedAt;
  }

  report(): SpreadReport {
    const { world, coverage, sources, options } = this;
    const least = options.delay.min;
    const hops = sources.slice(0, LOOKED_AT).reduce((most, node) => Math.max(most, eccentricity(this.links, node)), 0);
    const payloads = (options.nodes - 1) * options.rumors;
    const traffic = trafficOf(world.counters, this.before.traffic);
    const rumor = traffic.find(({ kind }) => kind === 'rumor');
    return {
      coverage: SHARES.map((share) => ({ share, ms: coverage.timeTo(share) })),
      reached: coverage.share,
      ms: coverage.timeTo(1) ?? this.elapsed,
      events: world.events - this.before.events,
      deliveries: Math.round(coverage.share * options.nodes * options.rumors) - options.rumors,
      traffic,
      floor: { payloads, payloadBytes: rumor === undefined ? 0 : rumor.bytes / rumor.packets, hops, ms: hops * least },
      curve: coverage.curve(CURVE),
    };
  }

  private ruleOf(random: Random): Rules['decide'] {
    const delays = delay(this.options.delay, random.fork('delay'));
    if (this.options.loss === 0) return delays;
    const rules = new Rules(loss(this.options.loss, random.fork('loss')), delays);
    return (from, to, bytes, now) => rules.decide(from, to, bytes, now);
  }
}

/** Links that take no time at all leave no room for one. */
function strideOf({ min }: DelayRange): { stride?: number } {
  return min < 1 ? {} : { stride: Math.min(min, LONGEST_STRIDE) };
}

function drawSources(nodes: number, rumors: number, random: Random): number[] {
  const drawn = new Set<number>();
  while (drawn.size < Math.min(nodes, rumors)) drawn.add(random.below(nodes));
  const list = [...drawn];
  return Array.from({ length: rumors }, (_, at) => list[at % list.length] as number);
}

function textOf(at: number): string {
  return `rumor ${at + 1}: have you heard that the king is dead?`;
}
