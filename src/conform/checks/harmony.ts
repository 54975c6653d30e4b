import { type Rumor, type Status, status, want } from '../../core/packet.js';
import { NotJudged } from '../check.js';
import { nextOf, type Stage } from '../stage/stage.js';
import type { Peer } from '../stage/peer.js';

const PEERS = [0, 1, 2, 3, 4, 5] as const;
/** Ms in which nothing comes any more when a rumor has come to its end. */
const QUIET = 150;

/**
 * Peers that hold all rumors of the play as soon as one of them has any, and acknowledge what comes: the node is always in sync
 * with them.
 */
export class Harmony {
  private readonly nextIds = new Map<string, number>();
  /** Every rumor that came, with who got it. */
  readonly deliveries: { readonly peer: Peer; readonly rumor: Rumor }[] = [];

  /** `held`: what the peers hold already, and do not acknowledge again; without it they acknowledge what has come. */
  constructor(
    private readonly stage: Stage,
    held?: Status,
  ) {
    for (const { identifier, nextId } of held?.want ?? []) this.nextIds.set(identifier, nextId);
    for (const peer of this.peers) {
      for (const rumor of held === undefined ? peer.rumors() : []) this.acknowledge(rumor, peer);
      peer.answer = (packet) => packet.kind === 'rumor' && this.acknowledge(packet, peer);
    }
  }

  get peers(): readonly Peer[] {
    return PEERS.map((number) => this.stage.peer(number));
  }

  /** Sends the node a rumor from the first peer; resolves once it is held, and with the peer that got it first. */
  async spread(rumor: Rumor): Promise<Peer> {
    const from = this.deliveries.length;
    this.note(rumor);
    await this.stage.told(this.stage.peer(0), rumor, (told) => nextOf(told, rumor.origin) > rumor.id);
    const arrived = () => this.deliveries.slice(from).find((each) => each.rumor.id === rumor.id && each.rumor.origin === rumor.origin);
    const first = await this.stage.until(arrived, this.stage.patience.soon);
    if (first === undefined) throw new NotJudged('the node did not send the rumors of the play on');
    return first.peer;
  }

  /** The node holds these rumors, and none of them is on its way. */
  async hold(...rumors: readonly Rumor[]): Promise<void> {
    for (const rumor of rumors) await this.spread(rumor);
    await this.rest(QUIET, this.stage.patience.soon);
    for (const peer of this.peers) peer.answer = undefined;
  }

  /** Waits until no rumor has come for `quiet` ms, or `limit` ms have passed, or `enough`. */
  async rest(quiet: number, limit: number, enough: () => boolean = () => false): Promise<void> {
    const end = performance.now() + limit;
    for (let count = -1; count < this.deliveries.length && performance.now() < end && !enough(); ) {
      count = this.deliveries.length;
      await this.stage.until(() => this.deliveries.length > count + 20 || enough(), quiet);
    }
  }

  vector(): Status {
    return status([...this.nextIds].map(([origin, nextId]) => want(origin, nextId)));
  }

  private acknowledge(rumor: Rumor, peer: Peer): void {
    this.deliveries.push({ peer, rumor });
    this.note(rumor);
    peer.send(this.vector());
  }

  private note({ origin, id }: Rumor): void {
    this.nextIds.set(origin, Math.max(id + 1, this.nextIds.get(origin) ?? 1));
  }
}
