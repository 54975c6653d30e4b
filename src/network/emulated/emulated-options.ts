import type { EventLoop } from '../engine/event-loop.js';
import type { EngineOptions } from '../engine/options.js';
import type { Digest } from './digest.js';

/** What only an emulated network has. */
export interface EmulatedOptions extends EngineOptions {
  /** Takes in every packet and event. */
  readonly digest?: Digest | undefined;
  /** After every turn of every node, what must always hold is looked at; where it does not, time ends and every wait says why. */
  readonly checked?: boolean | undefined;
  /** In which the slices of virtual time take their turns. */
  readonly loop?: EventLoop | undefined;
}
