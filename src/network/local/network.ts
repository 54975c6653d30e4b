import { PeersterError } from '../../core/errors.js';
import { openUdpNode } from '../../host/open.js';
import type { EngineOptions } from '../engine/options.js';
import type { Birth, Life } from '../real/life.js';
import { thisMachine } from '../real/machine.js';
import { RealNetwork } from '../real/network.js';
import { checkRoom } from '../real/room.js';
import { LocalLife } from './life.js';

/** A gossip socket, a listening one, and a connection to that. Measured: 90 KiB a node; some traffic is room for more. */
const NEEDS = { descriptors: 3, memory: 256 * 2 ** 10 };

/** Many nodes in one process, each with a gossip socket and a UIPort of its own. */
export class LocalNetwork extends RealNetwork {
  readonly kind = 'local';

  private constructor(private readonly local: EngineOptions) {
    super(local);
  }

  /** Throws INVALID_ADDRESS, INVALID_NAME, or INVALID_SETTING (also for more than fits this machine); nothing is left open then. */
  static async open(options: EngineOptions): Promise<LocalNetwork> {
    checkRoom(options.links, NEEDS, thisMachine());
    const network = new LocalNetwork(options);
    await network.start();
    return network;
  }

  protected async begin(birth: Birth): Promise<Life> {
    const { name, peers, simple, settings, seed } = birth;
    const uiPort = this.uiPortOf(birth.node);
    const node = await openUdpNode({ name, peers, simple, settings, seed, rule: this.local.rule?.make, gossipAddress: '127.0.0.1:0' });
    return LocalLife.begin(node, uiPort, birth, (at) => this.time.ofMonotonic(at));
  }

  private uiPortOf(node: number): number {
    const { uiPort = 0 } = this.local;
    if (uiPort === 0) return 0;
    if (uiPort + node > 65_535) throw new PeersterError('INVALID_ADDRESS', `UIPorts from ${uiPort} on: ports end at 65535`);
    return uiPort + node;
  }
}
