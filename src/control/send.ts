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

  /** Throws UNSUPPORTED, INVALID_TEXT, TEXT_TOO_LONG, IDS_EXHAUSTED, INVALID_REQUEST, REQUEST_ID_REUSED and CLOSED. */
  send(request: SendMessageRequest, signal: AbortSignal): SendMessageResponse | Promise<SendMessageResponse> {
    const { text, destination, requestId } = request;
    if (destination !== '') throw new PeersterError('UNSUPPORTED', 'private messages do not exist yet: leave destination empty');
    if (requestId === '') return this.settled ? this.publish(text) : this.publishSettled(text, signal);
    if (requestId.length > BOUNDS.requestIdLength)
      throw new PeersterError('INVALID_REQUEST', `request_id is longer than ${BOUNDS.requestIdLength} characters`);
    // The answer belongs to the id: that the first call is cancelled must not fail its repeats.
    return this.answers.answer(requestId, text, () => this.publishSettled(text, this.room.ending));
  }

  private async publishSettled(text: string, signal: AbortSignal): Promise<SendMessageResponse> {
    if (!this.settled) await this.room.control.settled(signal);
    this.settled = true;
    return this.publish(text);
  }

  private publish(text: string): SendMessageResponse {
    const { entry, position } = this.room.control.command((node) => node.publish(text));
    return { origin: entry.origin, id: entry.id, position: toPosition(this.room.incarnation, position) };
  }
}
