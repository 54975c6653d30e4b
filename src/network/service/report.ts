import { toDuration } from '../../control/durations.js';
import type { GetReportResponse, NetworkReport as Message } from '../../gen/peerster/v1/network.js';
import { VERSION } from '../../version.js';
import type { NetworkReport } from '../record/report.js';
import { ENGINES } from './describe.js';
import type { Hosted } from './hosted.js';
import { toJudgement } from './judgement-messages.js';

/** What the network has done, as data and as JSON. */
export function getReport({ network }: Hosted): GetReportResponse {
  const { report, judgement } = network.outcome();
  return {
    report: toMessage(report),
    json: JSON.stringify({ version: VERSION, ...report, judgement }),
    judgement: toJudgement(judgement),
  };
}

function toMessage(report: NetworkReport): Message {
  const { perDelivery, floor } = report;
  return {
    version: VERSION,
    seed: BigInt(report.seed),
    engine: ENGINES[report.engine],
    time: toDuration(report.ms),
    nodes: report.nodes,
    rumors: BigInt(report.rumors),
    deliveries: BigInt(report.deliveries),
    coverage: report.coverage.map(({ share, ms }) => ({ share, time: ms === undefined ? undefined : toDuration(ms) })),
    residue: report.residue,
    packets: report.traffic.map(({ kind, packets, bytes }) => ({ kind, packets: BigInt(packets), bytes: BigInt(bytes) })),
    lost: BigInt(report.lost),
    packetsPerDelivery: perDelivery.packets,
    bytesPerDelivery: perDelivery.bytes,
    bytesWithHeadersPerDelivery: perDelivery.bytesWithHeaders,
    redundancy: report.redundancy,
    lastHop: report.lastHop,
    floorPayloads: BigInt(floor.payloads),
    floorHops: floor.hops,
    floorTime: toDuration(floor.ms),
  };
}
