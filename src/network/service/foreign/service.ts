import type { ServiceImplementation } from 'nice-grpc';
import { awaitRumors } from '../../../control/await.js';
import type { servedDefinition } from '../../../control/definition.js';
import { countersOf, names } from '../../../control/describe.js';
import { toTimestamp } from '../../../control/durations.js';
import { watchEvents } from '../../../control/events.js';
import type { Guard } from '../../../control/guard.js';
import { listMessages } from '../../../control/paging.js';
import { listPeers } from '../../../control/peers.js';
import { toPosition } from '../../../control/positions.js';
import type { ReadRoom } from '../../../control/room.js';
import { listRoutes } from '../../../control/routes.js';
import { getStatus } from '../../../control/status.js';
import { watchRumors } from '../../../control/watch.js';
import { PeersterError } from '../../../core/errors.js';
import { type GetNodeResponse, NodeMode } from '../../../gen/peerster/v1/node.js';
import type { ForeignNode } from '../../programs/foreign-node.js';
import { download } from './download.js';
import { ForeignFiles } from './files.js';
import { search } from './search.js';
import { ForeignSending } from './send.js';

/** NodeService of a node that is somebody else's: a line for each method. */
export function foreignService(node: ForeignNode, room: ReadRoom, guard: Guard): ServiceImplementation<typeof servedDefinition> {
  const sending = new ForeignSending(node);
  const files = new ForeignFiles(node);
  const cannot = (what: string) => () => {
    throw new PeersterError('UNSUPPORTED', `${node.name} is somebody else's program: ${what}`);
  };
  return {
    getNode: guard.unary(() => describe(node, room)),
    sendMessage: guard.unary((request) => sending.send(request)),
    listMessages: guard.unary((request) => listMessages(room, request)),
    watchRumors: guard.stream((request, { signal }) => watchRumors(room, request, signal)),
    addPeer: guard.unary(cannot('no command of it adds a peer; AddLinks of the network makes it learn one')),
    removePeer: guard.unary(cannot('no command of it removes a peer; RemoveLinks of the network cuts the way to one')),
    listPeers: guard.unary(() => listPeers(room)),
    searchFiles: guard.stream((request, { signal }) => search(node, request, signal)),
    cancelSearch: guard.unary(cannot('no command of it ends a search; it ends by itself')),
    listRoutes: guard.unary(() => listRoutes(room)),
    shareFile: guard.unary((requests, { signal }) => files.share(requests, signal)),
    listFiles: guard.unary(() => ({ files: files.list })),
    downloadFile: guard.stream((request, { signal }) => download(node, files, request, signal)),
    readFile: guard.stream(({ metahash }) => files.read(metahash)),
    cancelDownload: guard.unary(cannot('no command of it ends a download')),
    getStatus: guard.unary(() => getStatus(room)),
    awaitRumors: guard.unary((request, context) => awaitRumors(room, request, context)),
    watchEvents: guard.stream((request, { signal }) => watchEvents(room, request, signal)),
    shutdown: guard.unary(async () => {
      await node.terminate();
      return {};
    }),
  };
}

function describe({ record, startTime }: ForeignNode, room: ReadRoom): GetNodeResponse {
  const { incarnation, log } = room;
  return {
    ...names(room),
    version: '',
    mode: record.simple ? NodeMode.NODE_MODE_SIMPLE : NodeMode.NODE_MODE_GOSSIP,
    settings: [],
    startTime: toTimestamp(startTime),
    counters: countersOf(record.counters, 0, undefined),
    end: toPosition(incarnation, log.end),
    oldest: toPosition(incarnation, log.oldest),
  };
}
