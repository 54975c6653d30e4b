import { BOUNDS } from '../core/bounds.js';
import { PeersterError } from '../core/errors.js';

interface Known<Answer> {
  readonly question: string;
  readonly answer: Promise<Answer>;
}

/** Answers by request id, also those still on their way: a repeat gets the first one's. What failed is not remembered. */
export class RequestIds<Answer> {
  private readonly known = new Map<string, Known<Answer>>();

  constructor(private readonly capacity: number = BOUNDS.requestIds) {}

  /** Throws REQUEST_ID_REUSED where the id came with another question, INVALID_REQUEST for an id too long to remember. */
  answer(id: string, question: string, act: () => Promise<Answer>): Promise<Answer> {
    const known = this.known.get(id);
    if (known === undefined) return this.first(id, question, act());
    if (known.question !== question)
      throw new PeersterError('REQUEST_ID_REUSED', `request_id "${id}" was used for another text; use a new one for each text`);
    return known.answer;
  }

  private first(id: string, question: string, answer: Promise<Answer>): Promise<Answer> {
    for (const oldest of this.known.keys()) {
      if (this.known.size < this.capacity) break;
      this.known.delete(oldest);
    }
    this.known.set(id, { question, answer });
    answer.catch(() => {
      if (this.known.get(id)?.answer === answer) this.known.delete(id);
    });
    return answer;
  }
}
