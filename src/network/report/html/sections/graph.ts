import type { Measure } from '../../../topology/measures.js';
import { figure } from '../../charts/markup.js';
import { type Section, table } from '../page.js';
import type { Presented } from '../presented.js';

export function graph({ runs: [run] }: Presented): Section {
  const { nodes, links, degree, components, largestComponent, diameter, radius, meanDistance, clustering } = run.report.graph;
  const rows = [
    ['nodes, links', `${figure(nodes)}, ${figure(links)}`],
    ['degree (least, mean, most)', `${figure(degree.min)}, ${figure(degree.mean)}, ${figure(degree.max)}`],
    ['components (nodes of the largest)', `${figure(components)} (${figure(largestComponent)})`],
    ['diameter', measure(diameter, 'at least ')],
    ['radius', measure(radius, 'at most ')],
    ['mean distance', measure(meanDistance, 'about ')],
    ['clustering', measure(clustering, 'about ')],
  ];
  return {
    heading: 'Graph',
    words: 'Of the beginning.',
    content: table(
      ['measure', ''],
      rows.map((cells) => ({ cells })),
    ),
  };
}

function measure({ value, isExact }: Measure, otherwise: string): string {
  return `${isExact ? '' : otherwise}${figure(value)}`;
}
