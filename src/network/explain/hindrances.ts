import type { Engine } from '../engine/engine.js';
import { holdersOf, type Lack } from './lacks.js';
import { type FaultsOn, type Hops, hopsFrom, losing, MOST_WAYS } from './ways.js';

/** What stands between a node and a rumor. Nodes are numbers; `from` is on the side of those who hold it. */
export type Hindrance =
  | { readonly kind: 'node-down' | 'node-paused' | 'no-holder' }
  /** `silent`: neighbours of the part that is cut off, which are down or paused. */
  | { readonly kind: 'no-way'; readonly silent: readonly number[] }
  | { readonly kind: 'cut'; readonly from: number; readonly to: number; readonly faults: readonly string[] }
  | { readonly kind: 'lossy'; readonly from: number; readonly to: number; readonly faults: readonly string[]; readonly share: number }
  /** `due`: ms until the holder or the node tells a random neighbour what it holds; undefined where that is not known. */
  | { readonly kind: 'waiting'; readonly from: number; readonly to: number; readonly due: number | undefined }
  | { readonly kind: 'on-its-way'; readonly hops: number };

/** Told for a lack, at the most. */
const MOST = 10;

/** How rumors travel in a network just now; what is found for one lack serves the others that are alike. */
export class Hindrances {
  private readonly known = new Map<string, { readonly holders: readonly number[]; readonly hops: Hops }>();

  constructor(
    private readonly engine: Engine,
    private readonly faultsOn: FaultsOn,
  ) {}

  /** The nodes that are up and hold the first rumor that is lacking. */
  holders(lack: Lack): readonly number[] {
    return this.travel(lack).holders;
  }

  of(lack: Lack): readonly Hindrance[] {
    const state = this.engine.state(lack.node);
    if (state === 'down') return [{ kind: 'node-down' }];
    if (state === 'paused') return [{ kind: 'node-paused' }];
    const { holders, hops } = this.travel(lack);
    if (holders.length === 0) return [{ kind: 'no-holder' }];
    const away = hops.to[lack.node] as number;
    if (away < 0) return hops.areAll ? this.cutOff(lack.node) : this.cutFrom(lack.node, hops.to);
    if (away === 1) return this.beside(lack.node, hops.to);
    const onItsWay: Hindrance = { kind: 'on-its-way', hops: away };
    return [onItsWay, ...this.lossesTo(lack.node, hops.to)].slice(0, MOST);
  }

  private travel({ origin, first }: Lack): { readonly holders: readonly number[]; readonly hops: Hops } {
    const key = `${first} ${origin}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const holders = holdersOf(this.engine, origin, first);
    const found = { holders, hops: hopsFrom(this.engine, holders, (from, to) => !this.isCut(from, to)) };
    this.known.set(key, found);
    return found;
  }

  /** The part of the network from which a rumor could still come, and what lies around it. */
  private cutOff(node: number): readonly Hindrance[] {
    const { engine } = this;
    const { to: part } = hopsFrom(engine, [node], (to, from) => !this.isCut(from, to));
    const cuts: Hindrance[] = [];
    const silent = new Set<number>();
    for (let inside = 0, left = MOST_WAYS; inside < part.length && cuts.length < MOST && left > 0; inside++) {
      if (part[inside] === -1) continue;
      left -= engine.neighbours(inside).size;
      for (const outside of engine.neighbours(inside)) {
        if (part[outside] !== -1) continue;
        if (engine.state(outside) !== 'up') silent.add(outside);
        else if (cuts.length < MOST) cuts.push({ kind: 'cut', from: outside, to: inside, faults: this.losing(outside, inside).faults });
      }
    }
    return cuts.length > 0 ? cuts : [{ kind: 'no-way', silent: [...silent].slice(0, MOST) }];
  }

  /** There are too many ways to go all of them: what cuts the node off from neighbours that hold it. */
  private cutFrom(node: number, hops: Int32Array): readonly Hindrance[] {
    const cuts: Hindrance[] = [];
    for (const from of this.engine.neighbours(node)) {
      if (hops[from] !== 0 || !this.isCut(from, node)) continue;
      if (cuts.push({ kind: 'cut', from, to: node, faults: this.losing(from, node).faults }) === MOST) break;
    }
    return cuts.length > 0 ? cuts : this.beside(node, hops);
  }

  /** A neighbour holds it. */
  private beside(node: number, hops: Int32Array): readonly Hindrance[] {
    const near = [...this.engine.neighbours(node)].filter((other) => hops[other] === 0);
    const waiting = near.map((from): Hindrance => ({ kind: 'waiting', from, to: node, due: this.due(from, node) }));
    return [...this.lossesTo(node, hops), ...waiting].slice(0, MOST);
  }

  /** Ways over which it could come, if some of it gets lost there: the rumor itself, or the Status that asks for it. */
  private lossesTo(node: number, hops: Int32Array): Hindrance[] {
    const lossy: Hindrance[] = [];
    for (const from of this.engine.neighbours(node)) {
      if ((hops[from] ?? -1) < 0) continue;
      for (const [sender, receiver] of [
        [from, node],
        [node, from],
      ] as const) {
        const { share, faults } = this.losing(sender, receiver);
        if (share > 0) lossy.push({ kind: 'lossy', from: sender, to: receiver, faults, share });
      }
    }
    return lossy;
  }

  private isCut(from: number, to: number): boolean {
    return this.losing(from, to).share >= 1;
  }

  private losing(from: number, to: number): ReturnType<typeof losing> {
    return losing(this.faultsOn(from, to));
  }

  private due(...nodes: readonly number[]): number | undefined {
    const dues = nodes.flatMap((node) => {
      const control = this.engine.control(node);
      if (control === undefined) return [];
      return [control.wallTime(control.query((core) => core.nextAntiEntropy)) - control.clock.wallNow()];
    });
    const next = Math.min(...dues);
    return Number.isFinite(next) ? Math.max(0, next) : undefined;
  }
}
