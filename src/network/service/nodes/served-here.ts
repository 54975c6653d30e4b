import { setMaxListeners } from 'node:events';
import { HealthServiceImpl, HealthState } from 'nice-grpc-server-health';
import { closed } from '../../../control/closed.js';
import { servedDefinition } from '../../../control/definition.js';
import { Implemented } from './implemented.js';
import type { Place, Reach } from './reach.js';

/** The API of a node that is served in this process, with its health. */
export class ServedHere extends Implemented implements Reach {
  private readonly ending: AbortController;

  /** `closing`: aborted when the node ends. `serve`: what it serves until it is told to end. */
  constructor(
    private readonly place: object,
    closing: AbortSignal,
    serve: (ending: AbortSignal) => object,
  ) {
    const ending = new AbortController();
    setMaxListeners(0, ending.signal); // each call that waits may listen
    super({ ...serve(ending.signal), ...HealthServiceImpl(healthUntil(ending.signal)) });
    this.ending = ending;
    closing.addEventListener('abort', () => this.close(), { once: true });
  }

  leadsTo(place: Place): boolean {
    return place === this.place && !this.ending.signal.aborted;
  }

  close(): void {
    this.ending.abort(closed());
  }
}

function healthUntil(ending: AbortSignal): HealthState {
  const health = HealthState();
  health.setMaxListeners(0);
  health.setStatus('healthy', servedDefinition.fullName);
  ending.addEventListener('abort', () => health.setStatus('unhealthy', servedDefinition.fullName), { once: true });
  return health;
}
