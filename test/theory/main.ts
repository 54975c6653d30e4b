import { mkdirSync, writeFileSync } from 'node:fs';
import { figure } from './figure.js';
import { meanOf, mongerAlone } from './mongering.js';
import { coinOf, DEMERS } from './published.js';
import { agrees, page, type Row } from './table.js';

const [NODES, SEEDS] = [1_000, 200];

function measure(k: number): Row {
  const outcomes = Array.from({ length: SEEDS }, (_, index) => mongerAlone(NODES, coinOf(k), index + 1));
  const row = { k, residue: meanOf(outcomes.map(({ residue }) => residue)), traffic: meanOf(outcomes.map(({ traffic }) => traffic)) };
  console.log(`k = ${k}: residue ${row.residue.mean.toFixed(4)}, ${row.traffic.mean.toFixed(3)} rumors per node`);
  return row;
}

const rows = DEMERS.map(({ k }) => measure(k));
mkdirSync('docs/media', { recursive: true });
writeFileSync('docs/theory.md', page(rows, { nodes: NODES, seeds: SEEDS }));
writeFileSync('docs/media/theory.svg', figure(rows, `One rumor, mongering alone, ${NODES.toLocaleString('en-GB')} nodes`));
console.log('docs/theory.md, docs/media/theory.svg');
process.exit(agrees(rows) ? 0 : 1);
