// The package as a library: `import { Node } from 'peerster'`.
export type { Vector } from './library/await.js';
export type { FileSummary, NodeFiles, Progress } from './library/files.js';
export type { Message } from './library/message.js';
export { Node, type PeerSummary, type RouteSummary } from './library/node.js';
export type { AwaitOptions, DownloadOptions, NodeOptions, SearchOptions, SendOptions, WatchOptions } from './library/options.js';
export type { Context, Outbox, Peer } from './core/context.js';
export type { Dissemination, Parts } from './core/dissemination/dissemination.js';
export { rumor, status, want, type Rumor, type Status, type Want } from './core/packet.js';
export { BOUNDS } from './core/bounds.js';
export { type ErrorCode, PeersterError } from './core/errors.js';
export { type DropReason, EVENT_KINDS, type EventKind, type Match, type NodeEvent } from './core/events.js';
export { CONSTANTS, DEFAULT_SETTINGS, SETTING_NAMES, type SettingName, type Settings, settings } from './core/settings.js';
export { VERSION } from './version.js';
