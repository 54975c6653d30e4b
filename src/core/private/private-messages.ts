import type { Context, Peer } from '../context.js';
import { PeersterError } from '../errors.js';
import type { DropReason } from '../events.js';
import type { Log } from '../log/log.js';
import { type Private, privateMessage } from '../packet.js';
import type { Random } from '../random.js';
import type { Settings } from '../settings.js';
import { Copies } from './copies.js';

/** Sends a packet towards its destination; a string is why it was not sent. */
interface Way {
  send(packet: Private): Peer | string;
}

/** Texts for one node (docs/protocol.md, M). Both sides keep them in their logs. */
export class PrivateMessages {
  private copies: Copies | undefined;
  private ids: Random | undefined;

  constructor(
    private readonly context: Context,
    private readonly settings: Settings,
    private readonly way: Way,
    private readonly log: Log,
  ) {}

  /** Returns the text's position in the log. Throws NO_ROUTE. */
  send(text: string, destination: string): number {
    const { outbox, name, random } = this.context;
    if (outbox.wants('client')) outbox.emit({ kind: 'client', text, destination });
    this.ids ??= random.fork('private');
    const id = 1 + this.ids.below(LAST_ID);
    if (typeof this.way.send(privateMessage(name, id, text, destination, this.settings.hopLimit)) === 'string')
      throw noRoute(destination, name);
    return this.record(name, text, destination, undefined);
  }

  /** One for this node came. Returns why it changes nothing, if so. */
  receive(message: Private, from: Peer): DropReason | undefined {
    const { outbox, name } = this.context;
    this.copies ??= new Copies();
    if (this.copies.isCopy(message)) return 'copy';
    if (outbox.wants('private')) outbox.emit({ kind: 'private', message, from });
    this.record(message.origin, message.text, name, from);
    return undefined;
  }

  private record(origin: string, text: string, destination: string, relay: Peer | undefined): number {
    return this.log.append({ kind: 'private', origin, id: 0, text, destination, relay, at: this.context.now });
  }
}

/** Ids are drawn from 1 to this: they only have to differ from those of a moment before, also after a restart. */
const LAST_ID = 2 ** 32 - 1;

function noRoute(destination: string, own: string): PeersterError {
  const reason =
    destination === own
      ? 'that is this node itself'
      : 'nothing of it has come yet; it shows itself by a message, or by route rumors (-rtimer)';
  return new PeersterError('NO_ROUTE', `there is no route to "${destination}": ${reason}`, { destination });
}
