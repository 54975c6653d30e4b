import type { Peer } from '../../core/context.js';
import { Random } from '../../core/random.js';
import type { Birth } from './carrier.js';
import type { Disks } from './disks.js';
import { peersOf } from './peer-lists.js';
import type { WorldOptions } from './world-options.js';

/** With what the nodes of a world are born. */
export class Births {
  /** What all of them are born with. */
  private readonly common: Pick<Birth, 'settings' | 'simple' | 'isSelf' | 'fileHost' | 'rule'>;
  private readonly seeds: Random;

  constructor(
    private readonly options: WorldOptions,
    private readonly peers: readonly Peer[],
    disks: Disks,
  ) {
    const { settings, dissemination, seed } = options;
    const common = { settings, simple: false, isSelf: isNobody, fileHost: disks.open };
    this.common = dissemination === undefined ? common : { ...common, rule: dissemination };
    this.seeds = new Random(seed).fork('nodes');
  }

  /** Of a node's first life, 0, or of a later one. */
  of(index: number, life: number, now: number): Birth {
    const { links, birth } = this.options;
    const own = birth?.(index);
    const name = own?.name ?? `n${index + 1}`;
    const random = this.seeds.fork(life === 0 ? name : `${name}, life ${life + 1}`);
    return { ...this.common, name, random, address: name, peers: peersOf(index, links, this.peers), now, ...own };
  }
}

/** No link leads from a node to itself. */
function isNobody(): boolean {
  return false;
}
