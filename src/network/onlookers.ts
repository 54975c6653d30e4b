import type { Audience, Stage } from './engine/audience.js';
import { type CaptureOptions, Recording } from './relay/recording.js';
import { Trial, type TrialOptions } from './verdict/trial.js';

/** Whoever looks at the traffic of a network on real sockets: its judge, and a recording if one is asked for. */
export class Onlookers {
  readonly trial: Trial;
  private recording: Recording | undefined;

  constructor(
    options: TrialOptions,
    private readonly capture: Pick<CaptureOptions, 'folder' | 'name'> | undefined,
  ) {
    this.trial = new Trial(options);
  }

  /** Throws INVALID_REQUEST where the recording cannot be made. */
  readonly seat = (stage: Stage): Audience => {
    const { capture } = this;
    if (capture !== undefined) this.recording = new Recording({ ...capture, stage });
    return { ...this.trial.seat(stage), onlookers: this.recording === undefined ? [] : [this.recording] };
  };

  /** Nothing comes any more. */
  end(): void {
    this.trial.end();
    this.recording?.close();
  }
}
