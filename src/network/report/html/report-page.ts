import { escape, figure } from '../charts/markup.js';
import { page } from './page.js';
import type { Presented } from './presented.js';
import { assertions } from './sections/assertions.js';
import { coverage } from './sections/coverage.js';
import { graph } from './sections/graph.js';
import { hops, infection, load, map } from './sections/pictures.js';
import { runs } from './sections/runs.js';
import { traffic } from './sections/traffic.js';
import { count } from './words.js';

/** The report of one or more runs as one HTML file that needs nothing else. */
export function reportPage(presented: Presented): string {
  const sections = [assertions, coverage, traffic, load, hops, infection, map, graph, runs].map((make) => make(presented));
  return page(
    presented.title,
    lead(presented),
    sections.filter((section) => section !== undefined),
  );
}

function lead({ runs, provenance }: Presented): string {
  const broken = runs.filter(({ verdicts }) => verdicts.some(({ isKept }) => !isKept)).length;
  const [first] = runs;
  const { nodes, rumors, deliveries, engine } = first.report;
  const words =
    broken === 0
      ? `<p class="verdict kept">Kept in ${count(runs.length, 'run')}.</p>`
      : `<p class="verdict broken">Broken in ${broken} of ${count(runs.length, 'run')}.</p>`;
  const facts = `${count(nodes, 'node')}, ${count(rumors, 'rumor')}, ${figure(deliveries)} deliveries, on the engine ${engine}.`;
  return `${first.verdicts.length === 0 ? '' : words}<p>${facts}</p><p class="quiet"><code>${escape(provenance)}</code></p>`;
}
