import { type CallContext, ServerError } from 'nice-grpc';
import { errorDetailsServerMiddleware, type RichServerError } from 'nice-grpc-error-details';
import { PeersterError } from '../core/errors.js';
import { Undecodable } from './definition.js';
import { cancelled, internal, toStatus } from './status-table.js';

/** Told of faults: what a method threw that is no answer. */
export type OnFault = (message: string, error: unknown) => void;

/** Where nobody else wants to know of faults. */
export function warn(message: string, error: unknown): void {
  process.emitWarning(`${message}: ${error instanceof Error ? error.stack : String(error)}`);
}

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
    return (request, context) =>
      new Guarded(
        () => act(decoded(request), context),
        (error) => this.answer(error, context),
      );
  }

  /** The error to throw, its details already in the trailer. What another guard or another server has answered stays as it is. */
  private async answer(error: unknown, context: CallContext): Promise<ServerError> {
    if (error instanceof ServerError) return error;
    const status = this.statusOf(error, context);
    try {
      await errorDetailsServerMiddleware(failing(status), context).next();
    } catch {
      // It throws what it was given.
    }
    return status;
  }

  private statusOf(error: unknown, context: CallContext): RichServerError {
    if (error instanceof PeersterError) return toStatus(error);
    if (context.signal.aborted) return cancelled();
    this.onFault('a call of the control API failed', error);
    return internal();
  }
}

/** A stream whose errors are answered. Not a generator around a generator, which would cost every message a few turns more. */
class Guarded<Response> implements AsyncIterable<Response>, AsyncIterator<Response, undefined> {
  private inner: AsyncGenerator<Response> | undefined;

  constructor(
    private readonly begin: () => AsyncGenerator<Response>,
    private readonly answer: (error: unknown) => Promise<ServerError>,
  ) {}

  [Symbol.asyncIterator](): AsyncIterator<Response, undefined> {
    return this;
  }

  async next(): Promise<IteratorResult<Response, undefined>> {
    try {
      this.inner ??= this.begin();
      return await this.inner.next();
    } catch (error) {
      throw await this.answer(error);
    }
  }

  async return(): Promise<IteratorResult<Response, undefined>> {
    await this.inner?.return(undefined);
    return { done: true, value: undefined };
  }

  /** The response could not be written: the stream ends. */
  async throw(error: unknown): Promise<never> {
    await this.inner?.return(undefined);
    throw await this.answer(error);
  }
}

/** A call whose handler throws this, as the library's middleware wants to see it. */
function failing(error: RichServerError): Parameters<typeof errorDetailsServerMiddleware>[0] {
  const call: unknown = {
    next() {
      throw error;
    },
  };
  return call as Parameters<typeof errorDetailsServerMiddleware>[0];
}

function decoded<Request>(request: Request): Request {
  if (request instanceof Undecodable) throw new PeersterError('INVALID_REQUEST', `the request is not the method's message: ${request.why}`);
  return request;
}
