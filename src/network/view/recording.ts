import type { ScreenSize } from './draw.js';
import type { Frame } from './frame.js';
import type { Screen } from './live.js';

/** A picture and when it was shown (ms since the beginning). */
export interface Shot {
  readonly at: number;
  readonly frame: Frame;
}

/** Keeps every picture instead of showing it. */
export class RecordingScreen implements Screen {
  readonly shots: Shot[] = [];

  constructor(private readonly fixed: ScreenSize) {}

  size(): ScreenSize {
    return this.fixed;
  }

  show(frame: Frame, at: number): void {
    this.shots.push({ at, frame });
  }

  close(): void {}
}
