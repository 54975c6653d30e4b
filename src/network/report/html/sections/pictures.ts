import { histogram } from '../../charts/bars.js';
import { infectionTree } from '../../charts/infection.js';
import { networkMap } from '../../charts/map.js';
import { escape } from '../../charts/markup.js';
import type { Section } from '../page.js';
import type { Presented } from '../presented.js';

export function load({ gathered }: Presented): Section {
  const chart = histogram('How many nodes sent how many datagrams', 'datagrams sent by a node', gathered.load);
  return { heading: 'Load per node', words: 'Of the first run.', content: `<figure>${chart}</figure>` };
}

export function hops({ gathered }: Presented): Section | undefined {
  if (gathered.hops.length === 0) return undefined;
  const chart = histogram('How many deliveries were so many links from the source', 'links from the source', gathered.hops);
  return { heading: 'Delivery hops', words: 'Of the first run.', content: `<figure>${chart}</figure>` };
}

export function infection({ gathered }: Presented): Section | undefined {
  if (gathered.infection === undefined) return undefined;
  const { rumor, tree } = gathered.infection;
  const words = `Who got ${escape(rumor)} from whom in the first run: its source in the middle, a ring for each hop, the later the paler.`;
  return { heading: 'Infection tree', words, content: `<figure>${infectionTree(tree)}</figure>` };
}

export function map({ gathered }: Presented): Section | undefined {
  if (gathered.map === undefined) return undefined;
  const words = 'At the end of the first run; the later a node had everything the paler, a red ring where something is missing.';
  return { heading: 'Network', words, content: `<figure>${networkMap(gathered.map.nodes, gathered.map.links)}</figure>` };
}
