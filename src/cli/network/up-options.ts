import type { EngineKind } from '../../network/engine/engine.js';
import type { DelayRange } from '../../network/links/delay.js';
import type { ProgramFlags } from './program-options.js';

/** What `peerster network up` is asked for. */
export interface UpOptions extends ProgramFlags {
  /** `local` unless told otherwise, `processes` for somebody else's nodes. */
  readonly engine?: EngineKind;
  readonly nodes: number;
  readonly topology: string;
  readonly delay?: DelayRange;
  readonly loss: number;
  readonly seed?: number;
  /** Where the network is served; 0: any free port. */
  readonly port: number;
  readonly uiPort: number;
  /** Seconds. */
  readonly within: number;
  readonly once?: boolean;
  readonly plain?: boolean;
  readonly record?: string;
}

/** With the engine that it comes to. */
export type Chosen = UpOptions & { readonly engine: EngineKind };
