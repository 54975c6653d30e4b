import { PeersterError } from '../core/errors.js';
import type { Engine, EngineKind } from './engine/engine.js';
import { notHere } from './programs/problems.js';
import type { EngineOptions } from './engine/options.js';
import { checkHeap } from './heap-room.js';
import { inTurns } from './pieces/in-turns.js';

type Open = (options: EngineOptions) => Engine | Promise<Engine>;

/** How each engine is opened, loaded only when it is asked for. */
const ENGINES: Readonly<Record<EngineKind, () => Promise<Open>>> = {
  emulated: async () => {
    const { EmulatedNetwork } = await import('./emulated/network.js');
    return async (options) => {
      checkHeap(options.nodes.length);
      return inTurns(EmulatedNetwork.inPieces(options), options.setUp);
    };
  },
  local: async () => {
    const { LocalNetwork } = await import('./local/network.js');
    return (options) => LocalNetwork.open(options);
  },
  processes: async () => {
    const { ProcessNetwork } = await import('./processes/network.js');
    return (options) => ProcessNetwork.open(options);
  },
};

/** Throws UNSUPPORTED for an audit of what is not in virtual time, and what the engine throws. */
export async function openEngine(kind: EngineKind, options: EngineOptions): Promise<Engine> {
  if (options.audit !== undefined && kind !== 'emulated') {
    const advice = 'take the engine "emulated" for digests and invariants';
    throw new PeersterError('UNSUPPORTED', `what happens outside virtual time cannot be looked at turn by turn; ${advice}`);
  }
  const { nodes, programs = [] } = options;
  if (kind !== 'processes' && (programs.length > 0 || nodes.some(({ program }) => program !== undefined))) throw notHere(kind);
  const open = await ENGINES[kind]();
  return open(options);
}
