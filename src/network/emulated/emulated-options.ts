import type { EventLoop } from '../engine/event-loop.js';
import type { EngineOptions } from '../engine/options.js';

/** What only an emulated network has. */
export interface EmulatedOptions extends EngineOptions {
  /** In which the slices of virtual time take their turns. */
  readonly loop?: EventLoop | undefined;
}
