import { describe, expect, it } from 'vitest';
import type { Download } from '../../src/core/files/download.js';
import { Random } from '../../src/core/random.js';
import { settings } from '../../src/core/settings.js';
import type { MemoryFiles } from '../../src/network/emulated/memory-files.js';
import { openWorld } from '../../src/network/emulated/open-world.js';
import type { World } from '../../src/network/emulated/world.js';
import { cut } from '../support/cut.js';
import { delay } from '../../src/network/links/delay.js';
import { duplication } from '../../src/network/links/duplication.js';
import { loss } from '../../src/network/links/loss.js';
import { Rules } from '../../src/network/links/rule.js';
import { makeLinks } from '../../src/network/topology/registry.js';
import { bytesOf } from '../support/bytes.js';
import { replay, seeds } from '../support/seeds.js';

const SPECS = ['ring', 'tree', 'regular:3', 'small-world:4', 'complete'];
const SIZES = [1, 8_192, 8_193, 40_000, 200_000];
const PATIENCE = 20_000;

interface Shared {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly metahash: string;
  readonly holders: readonly number[];
}

interface Begun {
  readonly at: number;
  readonly file: Shared;
  readonly saved: string;
  readonly download: Download;
}

/** A network that loses, copies, overtakes and is cut, whose nodes crash while they get files from one another, and that is healed at last. */
class Run {
  readonly world: World;
  readonly downloads: Begun[] = [];
  private readonly random: Random;
  private readonly heals: (() => void)[];
  private readonly files: Shared[] = [];

  constructor(seed: number) {
    const random = (this.random = new Random(seed).fork('script'));
    const nodes = 6 + random.below(5);
    const rules = new Rules(delay({ min: 1, max: 1 + random.below(40) }, random.fork('delay')));
    this.heals = [rules.add(loss(random.fraction() * 0.3, random.fork('loss')))];
    this.world = openWorld({
      links: makeLinks(SPECS[random.below(SPECS.length)] as string, nodes + (nodes % 2), random.fork('topology')),
      seed,
      settings: settings({ routeRumors: 5_000, dataPatience: PATIENCE }),
      rule: (...packet) => rules.decide(...packet),
      copies: duplication(random.fraction() * 0.2, random.fork('copies')),
      encoded: random.chance(0.5),
    });
    this.heals.push(rules.add(this.halves()));
  }

  play(): void {
    this.world.run(2_000);
    for (let count = 1 + this.random.below(4); count > 0; count--) this.share();
    for (let step = 0; step < 10; step++) {
      this.begin();
      if (this.random.chance(0.2)) this.world.down(this.node());
      if (this.random.chance(0.2)) this.world.up(this.node(), 'kept');
      this.world.run(this.random.below(1_000));
    }
    for (const heal of this.heals) heal();
    for (let node = 0; node < this.world.size; node++) this.world.up(node, 'kept');
    this.world.runUntil(() => this.downloads.every(({ download }) => download.isOver), 600_000);
  }

  private node(): number {
    return this.random.below(this.world.size);
  }

  private share(): void {
    const name = `file ${this.files.length}`;
    const bytes = bytesOf(SIZES[this.random.below(SIZES.length)] as number, this.files.length + 1);
    const holders = [...new Set([this.node(), this.node()])];
    let metahash = '';
    for (const holder of holders)
      ({ metahash } = this.world.act(holder, ({ files }) => files.share((this.world.disks.of(holder) as MemoryFiles).index(name, bytes))));
    this.files.push({ name, bytes, metahash, holders });
  }

  private begin(): void {
    const at = this.node();
    const file = this.files[this.random.below(this.files.length)] as Shared;
    if (!this.world.isNodeUp(at) || file.holders.includes(at)) return;
    const from = file.holders.map((holder) => `n${holder + 1}`);
    if (this.random.chance(0.2)) from.push(`n${this.node() + 1}`, 'nobody');
    if (this.downloads.some((one) => one.at === at && one.file === file)) return;
    const download = this.world.act(at, ({ files }) => files.download(file.metahash, file.name, from));
    this.downloads.push({ at, file, saved: file.name, download });
  }

  private halves(): ReturnType<typeof cut> {
    const all = Array.from({ length: this.world.size }, (_, node) => node);
    const half = this.random.below(this.world.size);
    return cut(new Set(all.slice(0, half)), new Set(all.slice(half)));
  }
}

/** What is wrong with the end of a download, if anything. */
function faultOf({ at, file, saved, download }: Begun, world: World): string | undefined {
  if (download.state === 'done')
    return isEqual(world.disks.of(at)?.results.get(saved), file.bytes) ? undefined : `${saved} has other bytes`;
  if (download.state !== 'failed') return `${saved} is still ${download.state}`;
  const why = download.error?.message ?? '';
  return /^nothing of .* has come for 20 s: (there is no route to|.*not answer)/.test(why) ? undefined : `${saved} failed: ${why}`;
}

function isEqual(a: Uint8Array | undefined, b: Uint8Array): boolean {
  return a !== undefined && Buffer.compare(a, b) === 0;
}

describe('downloads in a network that fails and heals', () => {
  it('end, each with every byte or with a reason', () => {
    const ends = { running: 0, assembling: 0, done: 0, failed: 0 };
    for (const seed of seeds(100)) {
      const run = new Run(seed);
      run.play();
      for (const { download } of run.downloads) ends[download.state]++;
      const faults = run.downloads.map((one) => faultOf(one, run.world)).filter((fault) => fault !== undefined);
      expect(faults, replay(seed)).toEqual([]);
    }
    expect(ends.done).toBeGreaterThan(ends.failed);
  });
});
