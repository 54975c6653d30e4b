import type { EngineKind } from '../../network/engine/engine.js';
import type { DelayRange } from '../../network/links/delay.js';

/** What `peerster network up` is asked for. */
export interface UpOptions {
  readonly engine: EngineKind;
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
