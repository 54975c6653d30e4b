import type { Peer } from '../../core/context.js';
import { Random } from '../../core/random.js';
import type { Birth } from './carrier.js';
import type { Disks } from './disks.js';
import { peersOf } from './peer-lists.js';
import type { WorldOptions } from './world-options.js';

/** With what the nodes of a world are born. */
export class Births {
  private readonly seeds: Random;

  constructor(
    private readonly options: WorldOptions,
    private readonly peers: readonly Peer[],
    private readonly disks: Disks,
  ) {
    this.seeds = new Random(options.seed).fork('nodes');
  }

  /** Of a node's first life, 0, or of a later one. */
  of(index: number, life: number, now: number): Birth {
    const { links, birth, settings, dissemination: rule } = this.options;
    const own = birth?.(index);
    const name = own?.name ?? `n${index + 1}`;
    const random = this.seeds.fork(life === 0 ? name : `${name}, life ${life + 1}`);
    const peers = peersOf(index, links, this.peers);
    // Not put together of two objects, which takes longer than a node itself (measured: 7 µs).
    const usual = { name, address: name, random, peers, now, settings, rule, simple: false, isSelf: isNobody, fileHost: this.disks.open };
    return own === undefined ? usual : { ...usual, ...own };
  }
}

/** No link leads from a node to itself. */
function isNobody(): boolean {
  return false;
}
