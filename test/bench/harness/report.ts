import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import type { Result } from './results.js';
import { table } from './table.js';

export interface Section {
  readonly name: string;
  readonly about: string;
  readonly repetitions: number;
  readonly results: readonly Result[];
}

const DOCS = 'docs/benchmarks.md';
const [BEGIN, END] = ['<!-- written by make bench -->', '<!-- end -->'];

/** What the figures were measured on. */
function machine(): { processor: string; cores: number; gigabytes: number; node: string; at: string } {
  const [first] = cpus();
  return {
    processor: first?.model.trim() ?? 'unknown',
    cores: cpus().length,
    gigabytes: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    at: new Date().toISOString(),
  };
}

/** bench-results/latest.json. */
export function writeJson(sections: readonly Section[]): string {
  const path = 'bench-results/latest.json';
  mkdirSync('bench-results', { recursive: true });
  writeFileSync(path, `${JSON.stringify({ machine: machine(), sections }, null, 2)}\n`);
  return path;
}

/** Puts the tables into docs/benchmarks.md. */
export function writeDocs(sections: readonly Section[]): void {
  const text = readFileSync(DOCS, 'utf8');
  const [before, after] = [text.slice(0, text.indexOf(BEGIN) + BEGIN.length), text.slice(text.indexOf(END))];
  if (!text.includes(BEGIN) || !text.includes(END)) throw new Error(`${DOCS} has no place for the tables: ${BEGIN} … ${END}`);
  const { processor, cores, gigabytes, node, at } = machine();
  const heading = `${processor}, ${cores} cores, ${gigabytes} GB, Node ${node}, ${at.slice(0, 10)}.`;
  const tables = sections.map((section) => `### ${section.name}\n\n${describe(section)}\n\n${table(section.results)}`);
  writeFileSync(DOCS, `${before}\n\n${heading}\n\n${tables.join('\n\n')}\n\n${after}`);
}

export function describe({ about, repetitions }: Section): string {
  return `${about}. Medians and spread of ${repetitions} rounds.`;
}
