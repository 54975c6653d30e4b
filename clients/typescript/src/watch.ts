import { ClientError, Status } from 'nice-grpc';
import type { Message, MessageFilter, Position, WatchRumorsRequest, WatchRumorsResponse } from '../../../src/gen/peerster/v1/node.js';
import type { Connection } from './connect.js';
import { Seen } from './seen.js';

export interface WatchOptions {
  /** Where to begin; now if unset. */
  readonly from?: 'now' | 'beginning' | Position | undefined;
  readonly filter?: Partial<MessageFilter> | undefined;
  /** Ends the watch quietly. */
  readonly signal?: AbortSignal | undefined;
  /** Told when the subscription stands, the first time and after every cut. */
  readonly onSubscribed?: ((again: boolean) => void) | undefined;
  /** Told of every cut, before the next attempt. */
  readonly onCut?: ((error: ClientError) => void) | undefined;
}

/** Between attempts to subscribe again, ms. */
const FIRST_PAUSE = 50;
const LONGEST_PAUSE = 1_000;

/** What a cut looks like: the node stopped, or the connection broke. Everything else is an answer. */
const CUTS: ReadonlySet<Status> = new Set([Status.UNAVAILABLE, Status.UNKNOWN, Status.INTERNAL, Status.CANCELLED]);

/**
 * Every message that a node accepts, exactly once and in the order of its log, across cuts and restarts of the node, until `signal`.
 * A cut resumes at the last position; a restarted node's new log is read from its beginning, and what was seen before is left out.
 * Throws ClientError when the first subscription fails, and when what is missing is no longer kept (OUT_OF_RANGE).
 */
export async function* watch(connection: Connection, options: WatchOptions = {}): AsyncGenerator<Message, void> {
  const state = new WatchState(options);
  for (let pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
    try {
      for await (const message of once(connection, state, options)) {
        pause = FIRST_PAUSE;
        yield message;
      }
    } catch (error) {
      if (options.signal?.aborted) return;
      if (!state.subscribed || !(error instanceof ClientError) || !CUTS.has(error.code)) throw error;
      options.onCut?.(error);
    }
    if (await aborted(pause, options.signal)) return;
  }
}

/** How far a watch has come. */
class WatchState {
  start: WatchRumorsRequest['start'];
  subscribed = false;
  readonly seen = new Seen();

  constructor({ from }: WatchOptions) {
    if (from === undefined || from === 'now') this.start = { $case: 'now', value: true };
    else if (from === 'beginning') this.start = { $case: 'beginning', value: true };
    else this.start = { $case: 'position', value: from };
  }

  /** The messages of a response that are new, after having noted where to resume. */
  read(response: WatchRumorsResponse): readonly Message[] {
    const messages = response.event?.$case === 'messages' ? response.event.value.messages : [];
    const fresh = messages.filter((message) => this.seen.add(message));
    if (response.next !== undefined) this.start = { $case: 'position', value: response.next };
    return fresh;
  }
}

async function* once(connection: Connection, state: WatchState, { filter, signal, onSubscribed }: WatchOptions): AsyncGenerator<Message> {
  const request = { start: state.start, filter };
  for await (const response of connection.node.watchRumors(request, signal === undefined ? {} : { signal })) {
    if (response.event?.$case === 'subscribed') {
      await begin(connection, state, response.event.value.restarted);
      onSubscribed?.(state.subscribed);
      state.subscribed = true;
    }
    yield* state.read(response);
  }
}

/** Whoever begins late has "seen" what the node held before: a restarted node will tell it all again. */
async function begin(connection: Connection, state: WatchState, restarted: boolean): Promise<void> {
  if (restarted) state.seen.restart();
  if (state.subscribed || state.start?.$case === 'beginning') return;
  const { origins } = await connection.node.getStatus({});
  state.seen.before(origins);
}

/** Waits; resolves at once with true if the signal ends it. */
function aborted(ms: number, signal: AbortSignal | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve(signal?.aborted ?? false);
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end);
    if (signal?.aborted) end();
  });
}
