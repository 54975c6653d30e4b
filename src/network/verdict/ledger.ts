import type { Packet, Rumor, Status } from '../../core/packet.js';
import type { Sighting } from '../sight/witness.js';

/** One rumor, as it was handed to a node. */
export interface Come {
  readonly first: Sighting;
  readonly rumor: Rumor;
  /** Other ones with its id. */
  others: readonly Rumor[];
}

/** Rumors remembered of one node; beyond them nothing is judged that depends on them. */
const MOST_RUMORS = 200_000;

/** A Status without `route`, range or list that is shorter than this is no part of a larger one. */
const WHOLE_BYTES = 7_000;

/** What one node was handed and what it has said, in one of its lives. */
export class Ledger {
  /** More came than is remembered, or something came of which nobody can say what the node made of it. */
  isIncomplete = false;
  /** By origin, the highest next id that it has named in a Status. */
  readonly said = new Map<string, number>();
  /** By neighbour: by origin, the next id that its last Status named which came here. */
  private readonly heard = new Map<number, Map<string, number>>();
  /** Ids of own rumors that it has sent with a text. */
  private readonly own = new Set<number>();
  private readonly came = new Map<string, Map<number, Come>>();
  private rumors = 0;

  /** The rumor, if it was ever handed to the node. */
  come(origin: string, id: number): Come | undefined {
    return this.came.get(origin)?.get(id);
  }

  nextIdSaid(origin: string): number {
    return this.said.get(origin) ?? 1;
  }

  /** What a neighbour has last told this node of an origin; undefined: it has told nothing of it. */
  heardFrom(neighbour: number, origin: string): number | undefined {
    return this.heard.get(neighbour)?.get(origin);
  }

  onOwn({ id, text }: Rumor): void {
    if (text !== '') this.own.add(id);
  }

  /** Whether it is known that a rumor which it may hold has a text. */
  isText(origin: string, id: number, isOwn: boolean): boolean {
    return isOwn ? this.own.has(id) : (this.come(origin, id)?.rumor.text ?? '') !== '';
  }

  /** A rumor that comes for the first time is returned. */
  onRumor(rumor: Rumor, sighting: Sighting): Come | undefined {
    const ofOrigin = this.came.get(rumor.origin) ?? new Map<number, Come>();
    const known = ofOrigin.get(rumor.id);
    if (known !== undefined) {
      if (known.rumor.text !== rumor.text && known.others.length < 4) known.others = [...known.others, rumor];
      return undefined;
    }
    if (this.rumors >= MOST_RUMORS) {
      this.isIncomplete = true;
      return undefined;
    }
    this.rumors++;
    this.came.set(rumor.origin, ofOrigin);
    const come: Come = { first: sighting, rumor, others: [] };
    ofOrigin.set(rumor.id, come);
    return come;
  }

  onStatus(status: Status, { from, bytes }: Sighting): void {
    const of = this.heard.get(from) ?? new Map<string, number>();
    this.heard.set(from, of);
    if (status.scope.kind === 'all' && bytes.length < WHOLE_BYTES) for (const origin of of.keys()) of.set(origin, 1);
    for (const { identifier, nextId } of status.want) of.set(identifier, nextId);
  }

  onSaid({ want }: Status): void {
    for (const { identifier, nextId } of want) if (nextId > this.nextIdSaid(identifier)) this.said.set(identifier, nextId);
  }

  /** A link was cut: what was told over it may be old when it is made again. */
  forget(neighbour: number): void {
    this.heard.delete(neighbour);
  }
}

/** Whether a Status is a vector, and not the acknowledgement of a reference node's route rumor. */
export function isVector(packet: Packet): packet is Status {
  return packet.kind === 'status' && (packet.route === undefined || packet.route === '');
}

/** What a Status says of an origin; undefined: nothing, or nothing that can be relied on. */
export function saysOf({ want, scope }: Status, origin: string, bytes: Uint8Array): number | undefined {
  const entry = want.find(({ identifier }) => identifier === origin);
  if (entry !== undefined) return entry.nextId;
  return scope.kind === 'all' && bytes.length < WHOLE_BYTES ? 1 : undefined;
}
