import { availableParallelism } from 'node:os';
import type { EngineOptions } from '../engine/options.js';
import { isNamed } from '../faults/matcher.js';
import type { Birth, Life } from '../real/life.js';
import { thisMachine } from '../real/machine.js';
import { RealNetwork } from '../real/network.js';
import { checkRoom } from '../real/room.js';
import { nodeFlags } from './flags.js';
import { Foreigners } from './foreign/foreigners.js';
import { Gate } from './gate.js';
import { ProcessLife } from './life.js';
import { programPath } from './program.js';
import { Warden } from './warden.js';

/** What `peerster node -ready` prints once it is up. */
const READY = /^\{"ready":true,.*\}$/;

/** Processes that start at a time, for each core: one of them mostly waits for the disk. */
const STARTING_PER_CORE = 2;

/** A connection to its UIPort. Measured: 18 MiB of its own when idle; traffic doubles that. */
const NEEDS = { descriptors: 1, memory: 40 * 2 ** 20 };

/** Many nodes, each the program in a process of its own. None outlives this process, however it ends. */
export class ProcessNetwork extends RealNetwork {
  readonly kind = 'processes';
  private readonly program = programPath();
  private readonly warden: Warden;
  /** Whether there may be route rumors. */
  private routes = false;
  /** Starts nodes that are somebody else's. Made for the first of them. */
  private foreigners: Foreigners | undefined;
  private readonly gate = new Gate(STARTING_PER_CORE * availableParallelism());

  private constructor(options: EngineOptions) {
    super(options);
    this.warden = Warden.open(this.program);
  }

  /**
   * Throws INVALID_NAME, INVALID_SETTING (also for more than fits this machine), and UNSUPPORTED where there is no built program; nothing
   * is left running then.
   */
  static async open(options: EngineOptions): Promise<ProcessNetwork> {
    checkRoom(options.links, NEEDS, thisMachine());
    const network = new ProcessNetwork(options);
    await network.start();
    return network;
  }

  protected begin(birth: Birth): Promise<Life> {
    const program = birth.program ?? this.options.programs?.findLast(({ nodes }) => isNamed(nodes, birth.name))?.program;
    if (program !== undefined) return this.gate.through(() => (this.foreigners ??= new Foreigners(this.warden)).begin(birth, program));
    const argv = [process.execPath, this.program, 'node', ...nodeFlags(birth, this.options.rule?.path)];
    if (birth.settings.routeRumors > 0) this.routes = true;
    return this.gate.through(async () => {
      const { process: started, line } = await this.warden.start(argv, READY);
      return new ProcessLife(
        started,
        line,
        birth,
        (at) => this.time.ofWall(at),
        () => this.routes,
      );
    });
  }

  protected override async release(): Promise<void> {
    await this.warden.close();
    await this.foreigners?.close();
  }
}
