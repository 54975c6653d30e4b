import type { Context, Peer } from '../context.js';
import type { Log } from '../log/log.js';
import { type Simple, simple } from '../packet.js';
import type { Peers } from '../peers.js';

/** Every text to every neighbour, without memory (protocol.md §2, simple mode). Meant for trees and rings. */
export class SimpleMode {
  constructor(
    private readonly context: Context,
    private readonly peers: Peers,
    private readonly log: Log,
    /** Our address as others should write it. */
    private readonly address: string,
  ) {}

  /** Returns the position of the text in the log. */
  publish(text: string): number {
    const message = simple(this.context.name, this.address, text);
    this.relay(message, undefined);
    return this.record(message, undefined);
  }

  receive(message: Simple, from: Peer): void {
    const { outbox, name } = this.context;
    if (outbox.wants('simple')) outbox.emit({ kind: 'simple', message, from });
    // Our own message that came back round a ring goes no further and is in the log already.
    if (message.originalName === name) return;
    this.record(message, from);
    this.relay(simple(message.originalName, this.address, message.contents), from);
  }

  private relay(message: Simple, except: Peer | undefined): void {
    for (const peer of this.peers.all) if (peer !== except) this.context.outbox.send(message, peer);
  }

  private record(message: Simple, from: Peer | undefined): number {
    const { originalName, contents } = message;
    return this.log.append({
      kind: 'simple',
      origin: originalName,
      id: 0,
      text: contents,
      destination: undefined,
      relay: from,
      at: this.context.now,
    });
  }
}
