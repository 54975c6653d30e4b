import type { MachineReport } from './machine-watch.js';

/** Above this a machine does not say that a node failed. */
const LIMITS = {
  /** Of the acknowledgement timeout, that this process may be late: a quarter of what nodes have. */
  late: 0.25,
  /** Times that work may take over its best, in nine of ten measurements: nodes get a twentieth of a processor then. */
  slowdown: 20,
  /** Of the processors' time that other machines may take. */
  stolen: 0.1,
} as const;

/** Why a machine was not fit to hold nodes to their times; `ackTimeout`: ms. */
export function unfitness({ late, slowdown, stolen, drops }: Omit<MachineReport, 'unfit'>, ackTimeout: number): string[] {
  const lost = Object.entries(drops.nodes);
  return [
    ...(late.most > LIMITS.late * ackTimeout ? [`it stood still for ${Math.round(late.most)} ms`] : []),
    ...(slowdown.p90 > LIMITS.slowdown ? [`work took ${slowdown.p90.toFixed(1)} times as long as at best`] : []),
    ...((stolen ?? 0) > LIMITS.stolen ? [`other machines took ${Math.round((stolen ?? 0) * 100)} % of its processors`] : []),
    ...(drops.relay > 0 ? [`it lost ${drops.relay} datagrams before they were carried on`] : []),
    ...lost.map(([node, count]) => `it lost ${count} datagrams for ${node}, whose buffer was full`),
  ];
}
