import { toPosition } from '../../../control/positions.js';
import { RequestIds } from '../../../control/requests.js';
import { BOUNDS } from '../../../core/bounds.js';
import { PeersterError } from '../../../core/errors.js';
import { checkText } from '../../../core/validity.js';
import type { SendMessageRequest, SendMessageResponse } from '../../../gen/peerster/v1/node.js';
import type { ForeignNode } from '../../programs/foreign-node.js';

/** SendMessage of a node that is somebody else's: its client is called. */
export class ForeignSending {
  private readonly answers = new RequestIds<SendMessageResponse>();

  constructor(private readonly node: ForeignNode) {}

  /** Throws INVALID_TEXT, TEXT_TOO_LONG, INVALID_REQUEST, REQUEST_ID_REUSED, PROGRAM_FAILED, UNSUPPORTED. */
  send({ text, destination, requestId }: SendMessageRequest): Promise<SendMessageResponse> {
    if (requestId === '') return this.publish(text, destination);
    if (requestId.length > BOUNDS.requestIdLength)
      throw new PeersterError('INVALID_REQUEST', `request_id is longer than ${BOUNDS.requestIdLength} characters`);
    const question = destination === '' ? text : `${destination}\0${text}`;
    return this.answers.answer(requestId, question, () => this.publish(text, destination));
  }

  private async publish(text: string, destination: string): Promise<SendMessageResponse> {
    checkText(text);
    if (text.includes('\0')) throw new PeersterError('INVALID_TEXT', 'the text has a NUL, which no command can be given: leave it out');
    const { node } = this;
    let id = 0;
    if (destination === '') id = await node.publish(text);
    else await node.call({ text, dest: destination });
    return { origin: node.name, id, position: toPosition(node.incarnation, this.positionOf(id)) };
  }

  /** Of an own rumor, which is accepted as it leaves; of anything else the end of the log. */
  private positionOf(id: number): number {
    const { log } = this.node.record;
    for (let position = log.end - 1; id > 0 && position >= log.oldest; position--) {
      const entry = log.at(position);
      if (entry.id === id && entry.origin === this.node.name) return position;
    }
    return log.end;
  }
}
