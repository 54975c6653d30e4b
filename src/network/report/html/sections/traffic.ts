import type { NetworkReport } from '../../../record/report.js';
import { mean } from '../../../record/statistics.js';
import { HEADER_BYTES } from '../../../spread/traffic.js';
import { bars } from '../../charts/bars.js';
import { figure } from '../../charts/markup.js';
import { type Row, type Section, table } from '../page.js';
import type { Presented } from '../presented.js';

const ALL = 'all';

export function traffic({ runs }: Presented): Section {
  const reports = runs.map(({ report }) => report);
  const kinds = [...new Set(reports.flatMap((report) => report.traffic.map(({ kind }) => kind)))];
  const per = (kind: string, amount: (packets: number, bytes: number) => number): number =>
    mean(reports.map(({ traffic: list, deliveries }) => sum(list, kind, amount) / Math.max(1, deliveries)));
  const rows = [...kinds, ALL].map((kind): Row => {
    const figures = [
      per(kind, (packets) => packets),
      per(kind, (_, bytes) => bytes),
      per(kind, (packets, bytes) => bytes + packets * HEADER_BYTES),
    ];
    return { cells: [kind, ...figures.map(figure)] };
  });
  const payload = mean(reports.map(({ floor }) => floor.payloadBytes));
  const floor = { cells: ['at best', '1', figure(payload), figure(payload + HEADER_BYTES)], isFloor: true };
  const chart = bars(
    'Datagrams per delivery',
    kinds.map((kind) => ({ name: kind, value: per(kind, (packets) => packets) })),
    1,
  );
  return {
    heading: 'Datagrams per delivery',
    words: `No way of spreading can do with less than one payload for each delivery. Of all payloads that arrived, ${figure(mean(reports.map(({ redundancy }) => redundancy)))} per delivery brought nothing new.`,
    content: `<figure>${chart}</figure>${table(['kind', 'datagrams', 'bytes', 'with headers'], [...rows, floor])}`,
  };
}

function sum(list: NetworkReport['traffic'], kind: string, amount: (packets: number, bytes: number) => number): number {
  return list.filter((each) => kind === ALL || each.kind === kind).reduce((all, { packets, bytes }) => all + amount(packets, bytes), 0);
}
