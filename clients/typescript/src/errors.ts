import { type CallOptions, ClientError, type ClientMiddleware, type Metadata } from 'nice-grpc';

/** What the methods of `Node` and `Network` fail with. */
export class CallError extends ClientError {
  /**
   * `reason`: the node's own, such as TEXT_TOO_LONG or UNKNOWN_NODE (docs/api.md has the list); '' where no node answered. `facts`: what a
   * program may want to know, such as `missing` of TIMED_OUT. `code` is the canonical gRPC code, `details` the sentence.
   */
  constructor(
    { path, code, details }: ClientError,
    readonly reason: string,
    readonly facts: Readonly<Record<string, string>>,
  ) {
    super(path, code, details);
    this.name = 'CallError';
  }
}

/** Makes a CallError of whatever a call fails with. Costs a generator for each call, and each response of a stream. */
export const explaining: ClientMiddleware = async function* explaining(call, options) {
  let trailer: Metadata | undefined;
  const noting: CallOptions = {
    ...options,
    onTrailer: (metadata) => {
      trailer = metadata;
      options.onTrailer?.(metadata);
    },
  };
  try {
    return yield* call.next(call.request as never, noting);
  } catch (error) {
    throw error instanceof ClientError ? await explained(error, trailer) : error;
  }
};

/** The library is loaded with the first error: it takes a third of the time that all of gRPC takes. */
async function explained(error: ClientError, trailer: Metadata | undefined): Promise<CallError> {
  const { errorDetailsClientMiddleware, RichClientError } = await import('nice-grpc-error-details');
  const failed = {
    next: (_: unknown, options: CallOptions): never => {
      if (trailer !== undefined) options.onTrailer?.(trailer);
      throw error;
    },
  };
  try {
    await errorDetailsClientMiddleware(failed as never, {}).next();
  } catch (rich) {
    const extra = rich instanceof RichClientError ? rich.extra : [];
    for (const detail of extra)
      if (detail.$type === 'google.rpc.ErrorInfo' && detail.domain === 'peerster')
        return new CallError(error, detail.reason, detail.metadata);
  }
  return new CallError(error, '', {});
}
