import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import type { Board, RumorRow } from '../view/board.js';
import type { Callers } from './callers.js';

/** Watches every node through gRPC and notes on a board who holds what. */
export class Observer {
  private readonly noted = new EventTarget();

  constructor(
    readonly board: Board,
    private readonly clock: () => number,
    private readonly held: (node: number, row: RumorRow) => void,
  ) {}

  /** Follows all nodes until the signal. Rejects when a watch breaks before that. */
  async follow(callers: Callers, signal: AbortSignal): Promise<void> {
    const follow = (node: number) => callers.follow(node, (message) => this.note(node, message), signal);
    try {
      await Promise.all(this.board.names.map((_, node) => follow(node)));
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  /** Whether a fact about the board comes true within `ms`. Rejects once `signal` is aborted. */
  async until(fact: () => boolean, ms: number, signal: AbortSignal): Promise<boolean> {
    const late = new AbortController();
    const either = AbortSignal.any([late.signal, signal]);
    const timer = setTimeout(ms, undefined, { signal: either }).then(
      () => late.abort(),
      () => undefined,
    );
    while (!fact() && !either.aborted) await once(this.noted, 'note', { signal: either }).catch(() => undefined);
    late.abort();
    await timer;
    signal.throwIfAborted();
    return fact();
  }

  private note(node: number, message: { origin: string; id: number; text: string }): void {
    const row = this.board.note(node, message, this.clock());
    if (row === undefined) return;
    this.held(node, row);
    this.noted.dispatchEvent(new Event('note'));
  }
}
