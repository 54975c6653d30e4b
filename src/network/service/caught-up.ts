import { connect } from '../../../clients/typescript/src/connect.js';
import type { OriginStatus } from '../../gen/peerster/v1/node.js';
import type { Engine } from '../engine/engine.js';

/** ms for what a node holds to be told. */
const PATIENCE = 5_000;

/**
 * What a node in a process of its own holds is known as far as it has told. Resolves once that is what each holds now, so that what somebody
 * has just handed to one is not overlooked. A node that does not answer is left out.
 */
export async function caughtUp(engine: Engine, signal: AbortSignal): Promise<void> {
  if (engine.time.isVirtual) return; // all of them are here, and a control of each would take memory
  const elsewhere = engine.names.flatMap((_, node) => (isElsewhere(engine, node) ? [node] : []));
  if (elsewhere.length === 0) return;
  const held = await Promise.all(elsewhere.map(async (node) => ({ node, origins: await vectorAt(engine.uiAddress(node), signal) })));
  const isTold = (): boolean =>
    held.every(
      ({ node, origins }) => engine.state(node) !== 'up' || origins.every(({ origin, nextId }) => engine.nextId(node, origin) >= nextId),
    );
  await engine.time.until(isTold, PATIENCE, signal);
}

function isElsewhere(engine: Engine, node: number): boolean {
  return engine.state(node) === 'up' && engine.control(node) === undefined;
}

async function vectorAt(address: string | undefined, signal: AbortSignal): Promise<readonly OriginStatus[]> {
  if (address === undefined) return [];
  const connection = connect(address);
  try {
    return (await connection.node.getStatus({}, { signal })).origins;
  } catch {
    return [];
  } finally {
    connection.close();
  }
}
