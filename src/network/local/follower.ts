import type { NodeControl } from '../../control/node-control.js';
import type { Peer } from '../../core/context.js';

/** Told of what a node accepts. `at`: monotonic ms. */
type OnAccepted = (origin: string, id: number, relay: Peer | undefined, at: number) => void;

/** Reads the log of a node in this process as it grows. Returns the way to stop it. */
export function follow(control: NodeControl, onAccepted: OnAccepted): () => void {
  const log = control.query((node) => node.log);
  let position = log.end;
  return control.tap(() => {
    for (position = Math.max(position, log.oldest); position < log.end; position++) {
      const { origin, id, relay, at } = log.at(position);
      onAccepted(origin, id, relay, at);
    }
  });
}
