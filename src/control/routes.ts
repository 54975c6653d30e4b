import type { ListRoutesResponse } from '../gen/peerster/v1/node.js';
import { addressOf } from './messages.js';
import type { ReadRoom } from './room.js';

export function listRoutes({ control }: ReadRoom): ListRoutesResponse {
  const routes = control.query((node) => node.routes.list());
  return { routes: routes.map(({ destination, nextHop, id }) => ({ destination, nextHop: addressOf(nextHop), id })) };
}
