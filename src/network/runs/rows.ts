import { settings } from '../../core/settings.js';
import { VERSION } from '../../version.js';
import type { Network } from '../network.js';
import type { RumorRecord } from '../record/rumor-record.js';
import type { Run } from './run.js';

const HEADS = 'seed,engine,origin,id,node,from,published_ms,accepted_ms,age_ms,hops';

/** A CSV row for each rumor that a node holds, `isFirst`: after a line of provenance and the names of the columns. */
export function* rowsOf(network: Network, { seed }: Run, isFirst: boolean): Generator<string> {
  const { engine, recorder } = network;
  if (isFirst) yield `${provenance(network)}\n${HEADS}\n`;
  const names = engine.names.map(quoted);
  for (const rumor of recorder.held.published) {
    const hops = rumor.hops();
    for (const node of names.keys()) {
      if (!rumor.holds(node)) continue;
      const cells = [
        seed,
        engine.kind,
        quoted(rumor.origin),
        rumor.id,
        names[node],
        names[rumor.deliveredBy(node)] ?? '',
        ...times(rumor, node),
        hops[node],
      ];
      yield `${cells.join(',')}\n`;
    }
  }
}

function times(rumor: RumorRecord, node: number): readonly number[] {
  const accepted = rumor.acceptedAt(node);
  return [rumor.publishedAt, accepted, accepted - rumor.publishedAt];
}

/** What it takes to have the same rows again: a comment for those who read CSV. */
function provenance({ spec }: Network): string {
  const all = Object.entries(settings(spec.settings)).map(([name, value]) => `${name}=${value}`);
  return `# peerster ${VERSION}, Node ${process.version}, ${spec.name}: ${all.join(' ')}`;
}

function quoted(name: string): string {
  return /[",\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}
