import { type Message, MessageKind, type OriginStatus } from '../../../src/gen/peerster/v1/node.js';

/**
 * Which rumors were seen, as a vector. Within one log nothing comes twice, so it is only asked after a restart of the node, whose
 * new log tells the network's rumors again. Messages without ids (simple mode) cannot be recognised and pass.
 */
export class Seen {
  private readonly highest = new Map<string, number>();
  /** What was seen when the present log began. */
  private earlier: ReadonlyMap<string, number> = new Map();

  /** Another log begins. */
  restart(): void {
    this.earlier = new Map(this.highest);
  }

  /** Counts as seen whatever a vector holds. */
  before(origins: readonly OriginStatus[]): void {
    for (const { origin, nextId } of origins) this.note(origin, nextId - 1);
  }

  /** Whether a message is new. */
  add(message: Message): boolean {
    if (message.kind !== MessageKind.MESSAGE_KIND_RUMOR) return true;
    // What was published on the node itself after its restart is new, even where it could not know that the id was taken.
    const isNew = message.relayAddress === '' || message.id > (this.earlier.get(message.origin) ?? 0);
    this.note(message.origin, message.id);
    return isNew;
  }

  private note(origin: string, id: number): void {
    if (id > (this.highest.get(origin) ?? 0)) this.highest.set(origin, id);
  }
}
