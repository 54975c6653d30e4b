/** A typed client for a node's API: `connect`, then call; `watch` follows a node across cuts and restarts. */
export * from '../../../src/gen/peerster/v1/node.js';
export { type Connection, connect } from './connect.js';
export { type WatchOptions, watch } from './watch.js';
