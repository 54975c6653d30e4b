import type { DelayRange } from '../../network/links/delay.js';

/** What `peerster network up` is asked for. */
export interface UpOptions {
  readonly nodes: number;
  readonly topology: string;
  readonly delay?: DelayRange;
  readonly loss: number;
  readonly seed?: number;
  readonly uiPort: number;
  /** Seconds. */
  readonly within: number;
  readonly once?: boolean;
  readonly plain?: boolean;
  readonly record?: string;
}
