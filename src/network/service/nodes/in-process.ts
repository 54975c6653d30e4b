import { setMaxListeners } from 'node:events';
import { HealthServiceImpl, HealthState } from 'nice-grpc-server-health';
import { closed } from '../../../control/closed.js';
import { servedDefinition } from '../../../control/definition.js';
import type { Guard } from '../../../control/guard.js';
import type { NodeControl } from '../../../control/node-control.js';
import { Room } from '../../../control/room.js';
import { nodeService } from '../../../control/service.js';
import { VERSION } from '../../../version.js';
import { Implemented } from './implemented.js';
import type { Place, Reach } from './reach.js';

/** The API of a node in this process: the very service that its UIPort has, or would have. */
export class InProcess extends Implemented implements Reach {
  private readonly ending: AbortController;

  constructor(
    private readonly control: NodeControl,
    guard: Guard,
  ) {
    const ending = new AbortController();
    setMaxListeners(0, ending.signal); // each call that waits may listen
    super({ ...nodeService(new Room(control, VERSION, ending.signal), guard), ...HealthServiceImpl(healthUntil(ending.signal)) });
    this.ending = ending;
    control.closing.addEventListener('abort', () => this.close(), { once: true });
  }

  leadsTo(place: Place): boolean {
    return place === this.control && !this.ending.signal.aborted;
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
