import { PeersterError } from '../core/errors.js';

export function closed(): PeersterError {
  return new PeersterError('CLOSED', 'the node is shutting down');
}
