import { ServerInterceptingCall, type ServerInterceptor } from '@grpc/grpc-js';
import type { CallContext } from 'nice-grpc';
import { LONGEST_TIMER } from './durations.js';

const KEY = 'peerster-deadline';

/** Part of the time left, and its bounds in ms, by which an answer goes out before the caller gives up. */
const MARGIN = { part: 0.1, min: 10, max: 500 };

/** Hands the deadline of calls to some methods to their handlers: nice-grpc's context has none. Other methods do not pay for it. */
export function deadlineInterceptor(concerns: (path: string) => boolean): ServerInterceptor {
  return (method, call) => {
    if (!concerns(method.path)) return call as ServerInterceptingCall;
    return new ServerInterceptingCall(call, {
      start: (next) =>
        next({
          onReceiveMetadata: (metadata, pass) => {
            metadata.set(KEY, String(Number(call.getDeadline())));
            pass(metadata);
          },
        }),
    });
  };
}

/** The deadline of the call, ms since 1970; Infinity without one. */
export function deadlineOf({ metadata }: CallContext): number {
  return Number(metadata.get(KEY) ?? Number.POSITIVE_INFINITY);
}

/** Calls `act` when the handler must answer so that the caller still hears it. Real time, whatever the node's. Returns the way to call it off. */
export function atDeadline(context: CallContext, act: () => void): () => void {
  const timer = setTimeout(act, Math.min(timeToAnswer(context), LONGEST_TIMER));
  return () => clearTimeout(timer);
}

/** ms; Infinity without a deadline. */
function timeToAnswer(context: CallContext): number {
  const left = deadlineOf(context) - Date.now();
  if (left === Number.POSITIVE_INFINITY) return left;
  return Math.max(0, left - Math.min(MARGIN.max, Math.max(MARGIN.min, left * MARGIN.part)));
}
