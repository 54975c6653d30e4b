import type { EngineKind } from '../engine/engine.js';
import { HEADER_BYTES, type Traffic } from '../spread/traffic.js';
import type { GraphMeasures } from '../topology/measures.js';
import type { Happening, Recorder } from './recorder.js';
import type { Disorder } from './order.js';
import { NOBODY, type RumorRecord } from './rumor-record.js';
import { type Distribution, distribution, percentile } from './statistics.js';

/** What a network did, as plain data. Times are ms, shares 0 to 1; what was never reached is undefined. */
export interface NetworkReport {
  readonly engine: EngineKind;
  readonly seed: number;
  /** That live at the end. */
  readonly nodes: number;
  /** From the end of the warm-up to the end. */
  readonly ms: number;
  readonly rumors: number;
  /** A node got a rumor from another one. */
  readonly deliveries: number;
  /** When so large a share of all pairs of a rumor and a living node was there, counted from each rumor's publication. */
  readonly coverage: readonly { readonly share: number; readonly ms: number | undefined }[];
  /** From the first publication to the last delivery; undefined while a pair is missing. */
  readonly completion: number | undefined;
  /** The shares at so many equal steps up to the last delivery. */
  readonly curve: { readonly step: number; readonly shares: readonly number[] };
  /** The share of these pairs that is missing at the end. */
  readonly residue: number;
  /** What was sent since the end of the warm-up; bytes without headers. */
  readonly traffic: readonly Traffic[];
  /** Datagrams that links lost. */
  readonly lost: number;
  /** The same of all kinds together, over the deliveries. */
  readonly perDelivery: { readonly packets: number; readonly bytes: number; readonly bytesWithHeaders: number };
  /** Arrived datagrams with rumors that brought nothing new, over the deliveries. */
  readonly redundancy: number;
  /** The links that the longest way of a rumor had. */
  readonly lastHop: number;
  /** Sent by a node: datagrams, and bytes with headers. */
  readonly load: { readonly packets: Distribution | undefined; readonly bytes: Distribution | undefined };
  /** What no way of spreading can go below. */
  readonly floor: Floor;
  /** Of the beginning: degree, diameter, components. */
  readonly graph: GraphMeasures;
  /** Rumors accepted out of order or twice. */
  readonly disorder: { readonly count: number; readonly examples: readonly Disorder[] };
  readonly happenings: readonly Happening[];
}

export interface Floor {
  /** n−1 for each rumor. */
  readonly payloads: number;
  /** The mean size of what carried rumors, without headers. */
  readonly payloadBytes: number;
  /** From the sources to the farthest nodes, over the links of the beginning. */
  readonly hops: number;
  /** These hops at the least delay. */
  readonly ms: number;
}

/** What a report says that its recorder has not seen. */
export interface Setting {
  readonly engine: EngineKind;
  readonly seed: number;
  readonly ms: number;
  /** Numbers of the nodes that live. */
  readonly living: readonly number[];
  /** Links from a node to the farthest one. */
  readonly eccentricity: (node: number) => number;
  /** Of a link, ms. */
  readonly leastDelay: number;
  readonly graph: GraphMeasures;
}

export const SHARES = [0.1, 0.5, 0.9, 0.99, 1];
const STEPS = 60;
/** Sources of which the farthest node is sought: each takes a walk through the whole graph. */
const LOOKED_AT = 64;

export function reportOf(recorder: Recorder, setting: Setting): NetworkReport {
  const { load, deliveries, order } = recorder;
  const { engine, seed, ms, living } = setting;
  const rumors = recorder.held.published;
  const wanted = rumors.length * living.length;
  const ages = agesOf(recorder, living);
  const traffic = load.traffic();
  return {
    engine,
    seed,
    nodes: living.length,
    ms,
    rumors: rumors.length,
    deliveries,
    coverage: SHARES.map((share) => ({ share, ms: timeTo(ages, share, wanted) })),
    completion: ages.length < wanted ? undefined : completionOf(rumors, living),
    curve: curveOf(ages, wanted),
    residue: wanted === 0 ? 0 : 1 - ages.length / wanted,
    traffic,
    lost: load.lost,
    perDelivery: perDelivery(traffic, deliveries),
    redundancy: Math.max(0, load.payloadsArrived - recorder.useful) / Math.max(1, deliveries),
    lastHop: rumors.reduce((most, rumor) => Math.max(most, lastHop(rumor)), 0),
    load: {
      packets: distribution(living.map((node) => load.of(node).packets)),
      bytes: distribution(living.map((node) => load.of(node).bytes)),
    },
    floor: floorOf(rumors, setting, load.payloadBytes()),
    graph: setting.graph,
    disorder: { count: order.violations, examples: order.examples },
    happenings: recorder.happenings,
  };
}

/** Of every pair of a rumor and a living node that holds it, ascending: the ms from publication, or from the node's return, to acceptance. */
export function agesOf(recorder: Recorder, living: readonly number[]): Float64Array {
  const ages: number[] = [];
  for (const rumor of recorder.held.published) {
    for (const node of living) {
      const began = Math.max(rumor.publishedAt, recorder.livesSince(node));
      if (rumor.holds(node)) ages.push(Math.max(0, rumor.acceptedAt(node) - began));
    }
  }
  return Float64Array.from(ages).sort();
}

export function timeTo(ages: Float64Array, share: number, wanted: number): number | undefined {
  return wanted === 0 ? undefined : ages[Math.max(1, Math.ceil(share * wanted)) - 1];
}

function completionOf(rumors: readonly RumorRecord[], living: readonly number[]): number | undefined {
  const first = rumors.reduce((least, { publishedAt }) => Math.min(least, publishedAt), Number.POSITIVE_INFINITY);
  const last = rumors.reduce((most, rumor) => living.reduce((latest, node) => Math.max(latest, rumor.acceptedAt(node)), most), 0);
  return rumors.length === 0 ? undefined : last - first;
}

function curveOf(ages: Float64Array, wanted: number): NetworkReport['curve'] {
  const step = percentile(ages, 1) / STEPS;
  if (!(step > 0)) return { step: 0, shares: [] };
  const shares: number[] = [];
  let reached = 0;
  for (let at = 1; at <= STEPS; at++) {
    while (reached < ages.length && (ages[reached] as number) <= (at === STEPS ? Number.POSITIVE_INFINITY : at * step)) reached++;
    shares.push(reached / wanted);
  }
  return { step, shares };
}

function perDelivery(traffic: readonly Traffic[], deliveries: number): NetworkReport['perDelivery'] {
  const packets = traffic.reduce((sum, kind) => sum + kind.packets, 0) / Math.max(1, deliveries);
  const bytes = traffic.reduce((sum, kind) => sum + kind.bytes, 0) / Math.max(1, deliveries);
  return { packets, bytes, bytesWithHeaders: bytes + packets * HEADER_BYTES };
}

function lastHop(rumor: RumorRecord): number {
  return rumor.hops().reduce((most, hops) => Math.max(most, hops), 0);
}

function floorOf(rumors: readonly RumorRecord[], { living, eccentricity, leastDelay }: Setting, payloadBytes: number): Floor {
  const sources = [...new Set(rumors.map(({ source }) => source))].filter((source) => source !== NOBODY).slice(0, LOOKED_AT);
  const hops = sources.reduce((most, source) => Math.max(most, eccentricity(source)), 0);
  return { payloads: Math.max(0, living.length - 1) * rumors.length, payloadBytes, hops, ms: hops * leastDelay };
}
