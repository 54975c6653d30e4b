import { rmSync } from 'node:fs';
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
 * all of them are gone, and the folders that were theirs.
 */
export function watchOver(parent: Parent): Promise<void> {
  const wards = new Map<number, Ward>();
  const folders: string[] = [];
  parent.on('message', (order) => {
    if (order.order === 'sweep') folders.push(order.folder);
    else obey(order, wards, (word, told) => say(parent, word, told));
  });
  return new Promise((resolve) => {
    const end = async (): Promise<void> => {
      await Promise.all(killAll(wards).map(({ gone }) => gone));
      for (const folder of folders) sweep(folder);
      resolve();
    };
    parent.once('exit', () => killAll(wards));
    for (const event of ['disconnect', 'SIGTERM', 'SIGINT', 'SIGHUP'] as const) parent.once(event, () => void end());
  });
}

function obey(order: Exclude<Order, { order: 'sweep' }>, wards: Map<number, Ward>, tell: (word: Word, told?: () => void) => void): void {
  const { id } = order;
  const ward = wards.get(id);
  switch (order.order) {
    case 'start':
      wards.set(
        id,
        new Ward(id, order.launch, (word, told) => {
          if (word.word === 'ended') wards.delete(id);
          tell(word, told);
        }),
      );
      break;
    case 'signal':
      if (ward?.isGone === false) ward.signal(order.signal);
      tell({ word: 'signalled', id });
      break;
    case 'output':
      tell({ word: 'output', id, lines: ward?.lines() ?? [] });
  }
}

/** What a program has made unremovable stays. */
function sweep(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 2 });
  } catch {
    // Its network tries again, if it is still there.
  }
}

/** Returns those that were left. */
function killAll(wards: ReadonlyMap<number, Ward>): readonly Ward[] {
  const left = [...wards.values()].filter(({ isGone }) => !isGone);
  for (const ward of left) ward.signal('SIGKILL');
  return left;
}

/** A parent that is gone hears nothing, and its channel closes in a moment. */
function say(parent: Parent, word: Word, told: () => void = () => {}): void {
  if (parent.connected) parent.send?.(word, undefined, undefined, told);
}
