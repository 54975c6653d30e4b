import type { ServiceImplementation } from 'nice-grpc';
import { served } from '../../control/definition.js';
import { describeSettings } from '../../control/describe.js';
import { toDuration } from '../../control/durations.js';
import type { Guard } from '../../control/guard.js';
import { PeersterError } from '../../core/errors.js';
import {
  type GetNetworkResponse,
  type ListFaultsResponse,
  NetworkServiceDefinition,
  type PlayTimelineRequest,
  type PlayTimelineResponse,
} from '../../gen/peerster/v1/network.js';
import { addLinks, addNodes, command, removeLinks, restart } from './commands.js';
import { createNetwork } from './create.js';
import { toNetwork } from './describe.js';
import { explain } from './explain.js';
import { fromFault, toFault } from './faults/fault-messages.js';
import type { Hosted } from './hosted.js';
import { listLines } from './lines.js';
import type { Networks } from './networks.js';
import { listLinks, listNodes } from './pages.js';
import { getReport } from './report.js';
import { advance, awaitConverged, runUntil } from './run.js';
import { toEntries } from './timeline-messages.js';
import { watchNetwork } from './watch/watch.js';

/** NetworkService as the server needs it. */
export const servedNetworks = served(NetworkServiceDefinition);

/** NetworkService: a line for each method. */
export function networkService(networks: Networks, guard: Guard): ServiceImplementation<typeof servedNetworks> {
  const of = ({ network }: { readonly network: string }): Hosted => networks.find(network);
  return {
    createNetwork: guard.unary(async (request, { signal }) => ({
      network: toNetwork(await createNetwork(networks, request, guard, signal)),
    })),
    listNetworks: guard.unary(() => ({ networks: networks.all.map(toNetwork) })),
    getNetwork: guard.unary((request) => describeNetwork(of(request))),
    deleteNetwork: guard.unary(async (request) => {
      await networks.remove(request.network);
      return {};
    }),
    listNodes: guard.unary((request) => listNodes(of(request).engine, request)),
    listLinks: guard.unary((request) => listLinks(of(request).engine, request)),
    addNodes: guard.unary((request) => addNodes(of(request), request.nodes)),
    removeNodes: guard.unary((request) => command(of(request), 'remove', request.nodes)),
    crashNodes: guard.unary((request) => command(of(request), 'crash', request.nodes)),
    restartNodes: guard.unary((request) => restart(of(request), request.nodes, request.memory)),
    pauseNodes: guard.unary((request) => command(of(request), 'pause', request.nodes)),
    resumeNodes: guard.unary((request) => command(of(request), 'resume', request.nodes)),
    addLinks: guard.unary((request) => addLinks(of(request), request.links)),
    removeLinks: guard.unary((request) => removeLinks(of(request), request.links)),
    addFaults: guard.unary((request) => {
      const { engine, random, faults } = of(request);
      return { ids: faults.add(request.faults.map((fault) => toFault(engine, fault, random))) };
    }),
    healFaults: guard.unary((request) => ({ ids: of(request).faults.heal(request.ids) })),
    listFaults: guard.unary((request) => listFaults(of(request))),
    playTimeline: guard.unary((request) => playTimeline(of(request), request)),
    advance: guard.unary((request, context) => advance(of(request), request.duration, context)),
    runUntil: guard.unary((request, context) => runUntil(of(request), request, context)),
    setSpeed: guard.unary((request) => {
      of(request).engine.time.setSpeed(request.speed);
      return {};
    }),
    awaitConverged: guard.unary((request, context) => awaitConverged(of(request), request.timeout, context)),
    watchNetwork: guard.stream((request, { signal }) => watchNetwork(of(request), request, signal)),
    explain: guard.unary((request) => explain(of(request), request.rumor)),
    listLines: guard.unary((request) => listLines(of(request), request)),
    getReport: guard.unary((request) => getReport(of(request))),
  };
}

/** Nodes and links that come with a description; the pages tell the rest. */
const TOLD = { nodes: 1_000, links: 10_000 };

function describeNetwork(hosted: Hosted): GetNetworkResponse {
  const { engine } = hosted;
  return {
    network: toNetwork(hosted),
    ...listFaults(hosted),
    nodes: listNodes(engine, { pageSize: TOLD.nodes, pageToken: '' }).nodes,
    links: listLinks(engine, { pageSize: TOLD.links, pageToken: '' }).links,
    settings: describeSettings(hosted.settings),
  };
}

function listFaults({ faults }: Hosted): ListFaultsResponse {
  return { faults: faults.list().map((fault) => fromFault(fault.id, fault, faults.left(fault.id))) };
}

function playTimeline({ engine, random, network }: Hosted, { entries }: PlayTimelineRequest): PlayTimelineResponse {
  if (entries.length === 0) throw new PeersterError('INVALID_REQUEST', 'the timeline has no entries');
  return { end: toDuration(network.player.play(toEntries(engine, entries, random))) };
}
