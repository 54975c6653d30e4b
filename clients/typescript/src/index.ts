/**
 * What drives nodes and networks: `Node` and `Network`, with their faults under `faults` and the messages of networks under `network`.
 */
export * as network from '../../../src/gen/peerster/v1/network.js';
export * from '../../../src/gen/peerster/v1/node.js';
export type { Connection, ConnectOptions } from './connect.js';
export type { Download } from './download.js';
export { CallError } from './errors.js';
export * as faults from './faults.js';
export { Network, type Within } from './network.js';
export { Node, type SendOptions, type Until } from './node.js';
export type { Search } from './search.js';
export type { Vector } from './vector.js';
export type { WatchOptions } from './watch.js';
