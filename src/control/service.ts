import type { ServiceImplementation } from 'nice-grpc';
import type { ShutdownResponse } from '../gen/peerster/v1/node.js';
import { awaitRumors } from './await.js';
import type { servedDefinition } from './definition.js';
import { describeNode } from './describe.js';
import { downloadFile } from './download.js';
import { cancelDownload, listFiles, readFile, shareFile } from './files.js';
import { watchEvents } from './events.js';
import type { Guard } from './guard.js';
import { listMessages } from './paging.js';
import { addPeer, listPeers, removePeer } from './peers.js';
import type { Room } from './room.js';
import { listRoutes } from './routes.js';
import { cancelSearch, searchFiles } from './search.js';
import { Sending } from './send.js';
import { getStatus } from './status.js';
import { watchRumors } from './watch.js';

/** NodeService of one node: a line for each method. */
export function nodeService(room: Room, guard: Guard): ServiceImplementation<typeof servedDefinition> {
  const sending = new Sending(room);
  return {
    getNode: guard.unary(() => describeNode(room)),
    sendMessage: guard.unary((request, { signal }) => sending.send(request, signal)),
    listMessages: guard.unary((request) => listMessages(room, request)),
    watchRumors: guard.stream((request, { signal }) => watchRumors(room, request, signal)),
    addPeer: guard.unary(({ address }) => addPeer(room, address)),
    removePeer: guard.unary(({ address }) => removePeer(room, address)),
    listPeers: guard.unary(() => listPeers(room)),
    searchFiles: guard.stream((request, { signal }) => searchFiles(room, request, signal)),
    cancelSearch: guard.unary(({ searchId }) => cancelSearch(room, searchId)),
    listRoutes: guard.unary(() => listRoutes(room)),
    shareFile: guard.unary((requests, { signal }) => shareFile(room, requests, signal)),
    listFiles: guard.unary(() => listFiles(room)),
    downloadFile: guard.stream((request, { signal }) => downloadFile(room, request, signal)),
    readFile: guard.stream((request) => readFile(room, request)),
    cancelDownload: guard.unary(({ metahash }) => cancelDownload(room, metahash)),
    getStatus: guard.unary(() => getStatus(room)),
    awaitRumors: guard.unary((request, context) => awaitRumors(room, request, context)),
    watchEvents: guard.stream((request, { signal }) => watchEvents(room, request, signal)),
    shutdown: guard.unary(() => shutdown(room)),
  };
}

/** The answer leaves before the node begins to close. */
function shutdown({ control }: Room): ShutdownResponse {
  setImmediate(() => control.close());
  return {};
}
