import { escape, figure } from '../charts/markup.js';
import { rateOf, rulingOf } from '../../runs/rate.js';
import { page } from './page.js';
import type { Presented } from './presented.js';
import { assertions } from './sections/assertions.js';
import { coverage } from './sections/coverage.js';
import { graph } from './sections/graph.js';
import { hops, infection, load, map } from './sections/pictures.js';
import { runs } from './sections/runs.js';
import { traffic } from './sections/traffic.js';
import { machine, sentences } from './sections/verdict.js';
import { count } from './words.js';

/** Reasons told at the top. */
const MOST_REASONS = 20;

/** The report of one or more runs as one HTML file that needs nothing else. */
export function reportPage(presented: Presented): string {
  const sections = [assertions, sentences, coverage, traffic, load, hops, infection, map, graph, machine, runs].map((make) =>
    make(presented),
  );
  return page(
    presented.title,
    lead(presented),
    sections.filter((section) => section !== undefined),
  );
}

function lead({ runs, provenance }: Presented): string {
  const [first] = runs;
  const { nodes, rumors, deliveries, engine } = first.report;
  const facts = `${count(nodes, 'node')}, ${count(rumors, 'rumor')}, ${figure(deliveries)} deliveries, on the engine ${engine}.`;
  return `${verdict(runs)}<p>${facts}</p><p class="quiet"><code>${escape(provenance)}</code></p>`;
}

/** A network that nothing is asked of has none. */
function verdict(runs: Presented['runs']): string {
  const { verdicts, judgement } = runs[0];
  if (verdicts.length === 0 && judgement.machine === undefined) return '';
  const rate = rateOf(runs.map((run) => run.judgement.ruling));
  const all = count(runs.length, 'run');
  const words = {
    PASS: `PASS: kept in ${all}.`,
    FAIL: `FAIL: broken in ${rate.failed} of ${all}${rate.invalid === 0 ? '' : `, and ${rate.invalid} INVALID`}.`,
    INVALID: `INVALID: in ${rate.invalid} of ${all} something was broken, on a machine that was not fit to say by whom.`,
  } as const;
  const ruling = rulingOf(rate);
  const reasons = runs.flatMap((run) => run.judgement.reasons).slice(0, MOST_REASONS);
  const list = reasons.length === 0 ? '' : `<ul>${reasons.map((reason) => `<li>${escape(reason)}</li>`).join('')}</ul>`;
  return `<p class="verdict ${ruling === 'PASS' ? 'kept' : 'broken'}">${words[ruling]}</p>${list}`;
}
