import { setTimeout } from 'node:timers/promises';
import type { NodeProgram } from '../../programs/node-program.js';
import { nodeCommand } from '../../programs/commands.js';
import type { Birth } from '../../real/life.js';
import { NodeRecord } from '../../sight/node-record.js';
import { parseAddress } from '../../../host/address.js';
import type { ManagedProcess } from '../managed-process.js';
import { isOpen } from '../open-ports.js';
import type { Warden } from '../warden.js';
import { Client } from './client.js';
import { PeersterError } from '../../../core/errors.js';
import { programFailed } from './failure.js';
import { ForeignLife, HEARD } from './life.js';
import { Ports } from './ports.js';
import { Workplaces } from './workplace.js';

const HOST = '127.0.0.1';

/** ms between two looks whether the ports of a node are open. */
const LOOK_EVERY = 25;

/** Starts those nodes of a network that are somebody else's. */
export class Foreigners {
  private readonly ports = new Ports();
  private readonly workplaces: Workplaces;

  constructor(private readonly warden: Warden) {
    this.workplaces = new Workplaces(warden);
  }

  /** Resolves once the node is ready. Throws PROGRAM_FAILED, INVALID_REQUEST, UNSUPPORTED; nothing is left of it then. */
  async begin(birth: Birth, program: NodeProgram): Promise<ForeignLife> {
    const folder = await this.workplaces.folderOf(birth.node, program);
    const [gossip, ui] = [await this.ports.free(), await this.ports.free()];
    const life = this.lifeOf(birth, program, folder, gossip, ui);
    const { limits, ready } = program;
    const { memory, output, files } = limits;
    const argv = argvOf(birth, program, gossip, ui);
    const process = this.warden.launch({ argv, folder, ready, reads: HEARD, limits: { memory, output, files } }, (printed) =>
      life.hear(printed),
    );
    await comesUp(process, birth.name, program, life.takes('ui') ? [gossip, ui] : [gossip]);
    life.begin(process);
    return life;
  }

  /** Takes away what was theirs, once they are gone. */
  close(): Promise<void> {
    return this.workplaces.close();
  }

  private lifeOf(birth: Birth, program: NodeProgram, folder: string, gossip: number, ui: number): ForeignLife {
    const configured = birth.peers.map((address) => parseAddress(address, 'peer'));
    const record = new NodeRecord(birth.simple, configured);
    const client = new Client({ warden: this.warden, program, name: birth.name, uiPort: ui, folder });
    const known = birth.observe(record);
    const gossipAddress = `${HOST}:${gossip}`;
    return new ForeignLife({ birth, known, record, client, gossipAddress, folder, patience: program.limits.client });
  }
}

function argvOf({ name, peers, settings, simple, seed }: Birth, program: NodeProgram, gossip: number, ui: number): readonly string[] {
  const template = nodeCommand(program.node);
  if (simple && !template.has('simple'))
    throw new PeersterError(
      'UNSUPPORTED',
      `${name} is to be in simple mode, and its node command has no {simple}: say there where it goes`,
    );
  return template.filledWith({
    ui: String(ui),
    gossip: `${HOST}:${gossip}`,
    name,
    peers: peers.length === 0 ? undefined : peers.join(','),
    rtimer: String(Math.ceil(settings.routeRumors / 1_000)),
    antientropy: String(Math.ceil(settings.antiEntropy / 1_000)),
    simple: simple ? '-simple' : undefined,
    seed: String(seed),
  });
}

/** Resolves once a node has said that it is ready, or has opened its ports. Throws PROGRAM_FAILED; it is killed then. */
async function comesUp(process: ManagedProcess, name: string, { ready, limits }: NodeProgram, ports: readonly number[]): Promise<void> {
  const over = new AbortController();
  const isReady = ready === undefined ? opened(name, ports, over.signal) : process.ready.then(() => undefined);
  isReady.catch(() => {}); // whoever fails first is told
  const late = setTimeout(limits.start, 'late' as const, { signal: over.signal });
  late.catch(() => {});
  try {
    const failed = await Promise.race([isReady, process.gone, late]);
    if (failed === undefined) return;
    if (failed !== 'late') throw programFailed(`${name} has ended before it was ready`, failed);
    const lines = await process.output();
    const what = ready === undefined ? `it has not opened ${ports.join(' and ')}` : `no line of it fits ${ready}`;
    throw programFailed(`${name} is not ready after ${limits.start / 1_000} s`, { why: what, lines });
  } catch (error) {
    await process.kill();
    throw error;
  } finally {
    over.abort();
  }
}

async function opened(name: string, [gossip, ui]: readonly number[], signal: AbortSignal): Promise<undefined> {
  for (;;) {
    const states = [await isOpen(gossip as number, 'udp'), ui === undefined ? true : await isOpen(ui, 'any')];
    if (states.includes(undefined))
      throw new PeersterError('UNSUPPORTED', `this system does not tell which ports are open: give the program of ${name} a ready pattern`);
    if (!states.includes(false)) return undefined;
    await setTimeout(LOOK_EVERY, undefined, { signal });
  }
}
