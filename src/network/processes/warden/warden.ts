import type { Order, Word } from './orders.js';
import { Ward } from './ward.js';

/** What a process started by `fork` has for its parent. */
export interface Parent {
  on(event: 'message', listener: (order: Order) => void): unknown;
  once(event: 'disconnect' | 'exit' | 'SIGTERM' | 'SIGINT' | 'SIGHUP', listener: () => void): unknown;
  readonly connected?: boolean;
  send?(word: Word, handle: undefined, options: undefined, done: (error: Error | null) => void): unknown;
}

/**
 * Starts the processes of a network and outlives it by a moment: when the channel to its parent closes, however that came about, it kills
 * every process group that it has started. So it starts them itself: no process can be started that it does not know. Resolves once
 * all of them are gone.
 */
export function watchOver(parent: Parent): Promise<void> {
  const wards = new Map<number, Ward>();
  parent.on('message', (order) => {
    const word = obey(order, wards, (told) => say(parent, told));
    if (word !== undefined) say(parent, word);
  });
  return new Promise((resolve) => {
    const end = async (): Promise<void> => {
      await Promise.all(killAll(wards).map(({ gone }) => gone));
      resolve();
    };
    parent.once('exit', () => killAll(wards));
    for (const event of ['disconnect', 'SIGTERM', 'SIGINT', 'SIGHUP'] as const) parent.once(event, () => void end());
  });
}

function obey(order: Order, wards: Map<number, Ward>, tell: (word: Word) => void): Word | undefined {
  const { id } = order;
  const ward = wards.get(id);
  switch (order.order) {
    case 'start':
      wards.set(id, new Ward(id, order.argv, new RegExp(order.ready), tell));
      return undefined;
    case 'signal':
      if (ward?.isGone === false) ward.signal(order.signal);
      return { word: 'signalled', id };
    case 'output':
      return { word: 'output', id, lines: ward?.lines() ?? [] };
  }
}

/** Returns those that were left. */
function killAll(wards: ReadonlyMap<number, Ward>): readonly Ward[] {
  const left = [...wards.values()].filter(({ isGone }) => !isGone);
  for (const ward of left) ward.signal('SIGKILL');
  return left;
}

/** A parent that is gone hears nothing, and its channel closes in a moment. */
function say(parent: Parent, word: Word): void {
  if (parent.connected) parent.send?.(word, undefined, undefined, () => {});
}
