import { type SearchEnded, SearchMatch, SearchVerdict } from '../../gen/peerster/v1/node.js';
import { printable } from '../../logging/lines.js';
import { wholeNumber } from '../go-flags.js';
import type { Io } from '../io.js';
import { parsedCommand } from '../parsed-command.js';
import { JSON_OPTION, type VerbOptions, verb, withNode } from './verb.js';

interface SearchOptions extends VerbOptions {
  readonly budget?: string;
}

const EXAMPLES = ['peerster search report', 'peerster search "*.pdf" notes --budget 20', 'peerster search report --json | jq -r .metahash'];

/** `peerster search KEYWORD…`. */
export const searchCommand = parsedCommand((io) =>
  verb('search', 'Finds files of other nodes by keywords in their names, and tells each as it is found.', EXAMPLES)
    .argument('<keyword...>', 'a name matches that contains one of these; * stands for any characters')
    .option(...JSON_OPTION)
    .option('--budget <n>', 'how many nodes the search may reach; without it the search widens by itself')
    .action((keywords: string[], options: SearchOptions) => search(keywords, options, io)),
);

async function search(keywords: string[], { json, budget = '0', ...to }: SearchOptions, io: Io): Promise<void> {
  const nodes = wholeNumber('--budget', budget, 0, Number.MAX_SAFE_INTEGER);
  const signal = io.stopSignal();
  await withNode(to, async (node) => {
    const found = node.search(keywords, { budget: nodes, signal });
    for await (const match of found) io.out(json ? jsonOf(match) : lineOf(match));
    if (found.ended !== undefined) io.err(`peerster search: ${verdictOf(found.ended)}\n`);
  });
}

function jsonOf(match: SearchMatch): string {
  return `${JSON.stringify(SearchMatch.toJSON(match))}\n`;
}

function lineOf({ fileName, node, metahash, chunks, chunkCount }: SearchMatch): string {
  const part = BigInt(chunks.length) === chunkCount ? 'all of it' : `${chunks.length} of ${chunkCount} chunks`;
  return `${printable(`${metahash}  ${fileName}  at ${node}: ${part}`)}\n`;
}

function verdictOf({ verdict, fullMatches }: SearchEnded): string {
  const full = `${fullMatches} full ${fullMatches === 1 ? 'match' : 'matches'}`;
  if (verdict === SearchVerdict.SEARCH_VERDICT_CANCELLED) return `cancelled, with ${full}`;
  return verdict === SearchVerdict.SEARCH_VERDICT_FOUND ? `finished: ${full}` : `over: ${full}, and nobody answers any more`;
}
