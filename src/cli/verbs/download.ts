import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Node } from '../../../clients/typescript/src/node.js';
import { type DownloadProgress, File } from '../../gen/peerster/v1/node.js';
import { UsageError } from '../go-flags.js';
import type { Io } from '../io.js';
import { parsedCommand } from '../parsed-command.js';
import { Progress } from '../progress.js';
import { barOf } from './bar.js';
import { sizeOf } from './sizes.js';
import { JSON_OPTION, type VerbOptions, verb, withNode } from './verb.js';

interface DownloadOptions extends VerbOptions {
  readonly as?: string;
  readonly from: readonly string[];
  readonly output?: string;
  readonly cancel?: boolean;
}

const EXAMPLES = [
  'peerster download 9f86…0a08 --as film.mp4 --from alice',
  'peerster download 9f86…0a08 --as film.mp4 --from alice --from bob --output ./film.mp4',
  'peerster download 9f86…0a08 --cancel',
];

/** `peerster download METAHASH`. */
export const downloadCommand = parsedCommand((io) =>
  verb(
    'download',
    "Gets a file into the node's downloads folder. After Ctrl-C the node goes on; the same command again follows it.",
    EXAMPLES,
  )
    .argument('<metahash>', 'of the file: 64 hex digits')
    .option(...JSON_OPTION)
    .option('--as <name>', 'the name to save it under (default: the metahash)')
    .option('--from <node>', 'ask only this node; may be given several times (default: whoever a search found)', append, [])
    .option('--output <file>', 'copy it into this file of this machine too')
    .option('--cancel', 'end a download that runs; the chunks that came are kept')
    .action((metahash: string, options: DownloadOptions) => run(metahash, options, io)),
);

function append(name: string, names: readonly string[] | undefined): readonly string[] {
  return [...(names ?? []), name];
}

async function run(metahash: string, options: DownloadOptions, io: Io): Promise<void> {
  if (!/^[0-9a-f]{64}$/i.test(metahash)) throw new UsageError(`"${metahash}" is no metahash: it must be 64 hex digits`);
  await withNode(options, async (node) => {
    if (options.cancel) return node.cancelDownload(metahash);
    const file = await download(node, metahash, options, io);
    if (options.output !== undefined) await copy(node, metahash, options.output);
    if (options.json) io.out(`${JSON.stringify(File.toJSON(file))}\n`);
    else io.out(`${file.name} is there: ${sizeOf(Number(file.size))}${options.output === undefined ? '' : `, and in ${options.output}`}\n`);
  });
}

async function download(node: Node, metahash: string, { as, from }: DownloadOptions, io: Io): Promise<File> {
  const progress = new Progress(io);
  try {
    const download = node.download(metahash, as ?? metahash.toLowerCase(), { sources: from });
    for await (const step of download) progress.show(lineOf(step));
    return await download.file();
  } finally {
    progress.clear();
  }
}

function lineOf({ chunksHad, chunkCount, rate, sources }: DownloadProgress): string {
  const answering = sources.filter(({ silent }) => !silent).map(({ name }) => name);
  const from = answering.length === 0 ? '  nobody answers' : `  from ${answering.join(', ')}`;
  return chunkCount === 0n ? `waiting for the metafile${from}` : barOf(Number(chunksHad), Number(chunkCount), rate, from);
}

async function copy(node: Node, metahash: string, output: string): Promise<void> {
  await pipeline(Readable.from(node.readFile(metahash)), createWriteStream(output));
}
