/**
 * A typed client for a node's API: `connect`, then call; `watch` follows a node across cuts and restarts. And for whole networks:
 * `connectNetworks`, with the messages under `network`.
 */
export * as network from '../../../src/gen/peerster/v1/network.js';
export * from '../../../src/gen/peerster/v1/node.js';
export { type Connection, type ConnectOptions, connect } from './connect.js';
export { connectNetworks, type NetworksConnection } from './connect-networks.js';
export { type WatchOptions, watch } from './watch.js';
