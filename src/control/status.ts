import type { GetStatusResponse } from '../gen/peerster/v1/node.js';
import { toOriginStatus } from './event-messages.js';
import type { ReadRoom } from './room.js';

export function getStatus({ control }: ReadRoom): GetStatusResponse {
  return { origins: control.query((node) => node.vector()).map(toOriginStatus) };
}
