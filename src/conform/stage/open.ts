import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Template } from '../../network/templates/template.js';
import { NotJudged, type Wish } from '../check.js';
import type { Patience } from '../profile.js';
import { Peer } from './peer.js';
import { isOpen } from '../../network/processes/open-ports.js';
import { freePort } from './ports.js';
import { Program } from './program.js';
import { Stage } from './stage.js';
import { Transcript } from './transcript.js';

/** How nodes and clients are started. */
export interface Troupe {
  readonly node: Template;
  readonly client: Template;
  /** Where all of them run; undefined: each play in an empty folder of its own. */
  readonly folder: string | undefined;
  readonly patience: Patience;
  /** Ends all plays. */
  readonly signal?: AbortSignal;
}

const NAME = 'Judged';
const PEERS = 6;
/** Ms in which a node must have opened its sockets. */
const START_LIMIT = 15_000;
const LOOK_EVERY = 10;
/** Ms, where the system does not tell who has which port. */
const BLIND_WAIT = 2_000;

/** Starts a node with some peers around it and hands them to `play`; ends all of it afterwards. Throws NotJudged where the node does not start. */
export async function onStage<T>(troupe: Troupe, wish: Wish, play: (stage: Stage) => Promise<T>): Promise<T> {
  const transcript = new Transcript();
  const [gossipPort, uiPort] = [await freePort(), await freePort()];
  const peers = await Promise.all(Array.from({ length: PEERS }, () => Peer.open(gossipPort, transcript)));
  const folder = troupe.folder ?? (await mkdtemp(join(tmpdir(), 'peerster-conform-')));
  const address = `127.0.0.1:${gossipPort}`;
  const configured = peers.slice(0, wish.configured ?? 3).map((peer) => peer.address);
  const told = wish.ownAddress === true ? [...configured.slice(0, 1), address, ...configured.slice(1)] : configured;
  const argv = withFlags(troupe.node, wish).filledWith({ ui: String(uiPort), gossip: address, name: NAME, peers: told.join(',') });
  const node = new Program(argv, folder, (line) => (line === undefined ? transcript.change() : transcript.line('line', line)));
  const { client, patience, signal } = troupe;
  const stage = new Stage({ name: NAME, address, uiPort, folder, node, client, peers, transcript, patience, signal });
  try {
    await started(stage, gossipPort, troupe.node.has('ui') ? uiPort : undefined);
    return await play(stage);
  } finally {
    await node.kill();
    for (const peer of peers) peer.close();
    if (troupe.folder === undefined) await rm(folder, { recursive: true, force: true });
  }
}

function withFlags(node: Template, { simple, rtimer }: Wish): Template {
  const flags = [...(simple === true ? ['-simple'] : []), ...(rtimer === undefined ? [] : [`-rtimer=${rtimer}`])];
  return node.with(...flags);
}

async function started(stage: Stage, gossipPort: number, uiPort: number | undefined): Promise<void> {
  const end = performance.now() + START_LIMIT;
  for (;;) {
    stage.mustRun();
    const isUp = await isOpen(gossipPort, 'udp');
    if (isUp === undefined) return stage.pass(BLIND_WAIT);
    // A node without a port for its client can be judged all the same, without what a client is needed for.
    if (isUp && (uiPort === undefined || (await isOpen(uiPort, 'any')) !== false)) return;
    if (performance.now() > end && isUp) return;
    if (performance.now() > end) throw new NotJudged(`the node has not opened its gossip address ${stage.address} in ${START_LIMIT} ms`);
    await stage.pass(LOOK_EVERY);
  }
}
