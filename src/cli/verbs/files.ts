import { File } from '../../gen/peerster/v1/node.js';
import type { Io } from '../io.js';
import { parsedCommand } from '../parsed-command.js';
import { sizeOf } from './sizes.js';
import { table } from './table.js';
import { JSON_OPTION, type VerbOptions, verb, withNode } from './verb.js';

const EXAMPLES = ['peerster files', 'peerster files --json | jq -r .metahash'];

/** `peerster files`. */
export const filesCommand = parsedCommand((io) =>
  verb('files', 'Lists the files that a node shares, gets and has got.', EXAMPLES)
    .option(...JSON_OPTION)
    .action((options: VerbOptions) => list(options, io)),
);

async function list({ json, ...to }: VerbOptions, io: Io): Promise<void> {
  const files = await withNode(to, (node) => node.files());
  if (json) io.out(files.map((file) => `${JSON.stringify(File.toJSON(file))}\n`).join(''));
  else io.out(table(['NAME', 'SIZE', 'CHUNKS', 'METAHASH'], files.map(cellsOf)));
}

function cellsOf({ name, size, chunkCount, chunksHad, metahash }: File): string[] {
  const chunks = chunksHad === chunkCount ? String(chunkCount) : `${chunksHad} of ${chunkCount}`;
  return [name, size === 0n ? '-' : sizeOf(Number(size)), chunks, metahash];
}
