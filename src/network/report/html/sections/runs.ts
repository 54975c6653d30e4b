import { figure } from '../../charts/markup.js';
import { type Row, type Section, table } from '../page.js';
import type { Presented } from '../presented.js';
import { time } from '../words.js';

export function runs({ runs: all }: Presented): Section | undefined {
  if (all.length === 1) return undefined;
  const rows = all.map(({ report, judgement }): Row => {
    const { seed, coverage: shares, residue, perDelivery, lastHop } = report;
    const cells = [String(seed), judgement.ruling, time(shares.at(-1)?.ms ?? Number.POSITIVE_INFINITY), `${figure(residue * 100)} %`];
    return { cells: [...cells, figure(perDelivery.packets), String(lastHop)] };
  });
  return { heading: 'Runs', content: table(['seed', 'verdict', 'all delivered', 'residue', 'datagrams per delivery', 'last hop'], rows) };
}
