import type { CallContext } from 'nice-grpc';
import { errorDetailsServerMiddleware, type RichServerError } from 'nice-grpc-error-details';
import { PeersterError } from '../core/errors.js';
import { Undecodable } from './definition.js';
import { cancelled, internal, toStatus } from './status-table.js';

/** Told of faults: what a method threw that is no answer. */
export type OnFault = (message: string, error: unknown) => void;

type Unary<Request, Response> = (request: Request, context: CallContext) => Promise<Response>;
type Stream<Request, Response> = (request: Request, context: CallContext) => AsyncIterable<Response>;

/**
 * Stands around every method: whatever it throws becomes a status with one ErrorInfo, and never more than the end of that call.
 * Not a middleware, because those cost every call and every message of a stream another generator.
 */
export class Guard {
  constructor(private readonly onFault: OnFault) {}

  unary<Request, Response>(act: (request: Request, context: CallContext) => Response | Promise<Response>): Unary<Request, Response> {
    return async (request, context) => {
      try {
        return await act(decoded(request), context);
      } catch (error) {
        throw await this.answer(error, context);
      }
    };
  }

  stream<Request, Response>(act: (request: Request, context: CallContext) => AsyncGenerator<Response>): Stream<Request, Response> {
    return (request, context) => {
      const inner = request instanceof Undecodable ? refuse(request) : act(request, context);
      const fail = async (error: unknown) => Promise.reject(await this.answer(error, context));
      const iterator = {
        next: () => inner.next().catch(fail),
        return: () => inner.return(undefined),
        throw: (error: unknown) => inner.throw(error).catch(fail),
      };
      return { [Symbol.asyncIterator]: () => iterator };
    };
  }

  /** The error to throw, its details already in the trailer. */
  private async answer(error: unknown, context: CallContext): Promise<RichServerError> {
    const status = this.statusOf(error, context);
    const call = {
      next() {
        throw status;
      },
    } as unknown as Parameters<typeof errorDetailsServerMiddleware>[0];
    await errorDetailsServerMiddleware(call, context)
      .next()
      .catch(() => {});
    return status;
  }

  private statusOf(error: unknown, context: CallContext): RichServerError {
    if (error instanceof PeersterError) return toStatus(error);
    if (context.signal.aborted) return cancelled();
    this.onFault('a call of the control API failed', error);
    return internal();
  }
}

function decoded<Request>(request: Request): Request {
  if (request instanceof Undecodable) throw unreadable(request);
  return request;
}

async function* refuse(request: Undecodable): AsyncGenerator<never> {
  throw unreadable(request);
}

function unreadable(request: Undecodable): PeersterError {
  return new PeersterError('INVALID_REQUEST', `the request is not the method's message: ${request.why}`);
}
