import { BOUNDS } from '../core/bounds.js';
import { PeersterError } from '../core/errors.js';
import type { SendMessageRequest, SendMessageResponse } from '../gen/peerster/v1/node.js';
import { toPosition } from './positions.js';
import { RequestIds } from './requests.js';
import type { Room } from './room.js';

/** SendMessage: publishes each text once, also where the request comes twice. */
export class Sending {
  private readonly answers = new RequestIds<SendMessageResponse>();
  private settled = false;

  constructor(private readonly room: Room) {}

  /** Throws NO_ROUTE, INVALID_TEXT, TEXT_TOO_LONG, IDS_EXHAUSTED, INVALID_REQUEST, REQUEST_ID_REUSED and CLOSED. */
  send(request: SendMessageRequest, signal: AbortSignal): SendMessageResponse | Promise<SendMessageResponse> {
    const { text, destination, requestId } = request;
    if (requestId === '') return this.settled ? this.publish(text, destination) : this.publishSettled(text, destination, signal);
    if (requestId.length > BOUNDS.requestIdLength)
      throw new PeersterError('INVALID_REQUEST', `request_id is longer than ${BOUNDS.requestIdLength} characters`);
    // The answer belongs to the id: that the first call is cancelled must not fail its repeats.
    const question = destination === '' ? text : `${destination}\0${text}`;
    return this.answers.answer(requestId, question, () => this.publishSettled(text, destination, this.room.ending));
  }

  private async publishSettled(text: string, destination: string, signal: AbortSignal): Promise<SendMessageResponse> {
    if (!this.settled) await this.room.control.settled(signal);
    this.settled = true;
    return this.publish(text, destination);
  }

  private publish(text: string, destination: string): SendMessageResponse {
    const { entry, position } = this.room.control.command((node) =>
      destination === '' ? node.publish(text) : node.services.sendPrivate(text, destination),
    );
    return { origin: entry.origin, id: entry.id, position: toPosition(this.room.incarnation, position) };
  }
}
