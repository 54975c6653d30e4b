import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { File } from '../../gen/peerster/v1/node.js';
import type { Io } from '../io.js';
import { parsedCommand } from '../parsed-command.js';
import { Progress } from '../progress.js';
import { barOf } from './bar.js';
import { JSON_OPTION, type VerbOptions, verb, withNode } from './verb.js';

interface ShareOptions extends VerbOptions {
  readonly as?: string;
  readonly shared?: boolean;
}

const EXAMPLES = ['peerster share film.mp4', 'peerster share --shared film.mp4', 'tar c . | peerster share - --as backup.tar --json'];
/** Bytes read at once. */
const PIECE = 262_144;

/** `peerster share FILE`. */
export const shareCommand = parsedCommand((io) =>
  verb('share', 'Shares a file: others find it by its name and get it by its metahash, which is printed.', EXAMPLES)
    .argument('<file>', 'a file of this machine, or - for standard input')
    .option(...JSON_OPTION)
    .option('--as <name>', "the name to share it under (default: the file's own)")
    .option('--shared', "the file is the node's: a path under its shared folder")
    .action((file: string, options: ShareOptions) => share(file, options, io)),
);

async function share(file: string, options: ShareOptions, io: Io): Promise<void> {
  // Fails where the file cannot be read, before the node is asked for anything.
  const size = options.shared || file === '-' ? 0 : (await stat(file)).size;
  const shared = await withNode(options, (node) => {
    if (options.shared) return node.sharePath(file);
    const bytes = file === '-' ? io.stdin : createReadStream(file, { highWaterMark: PIECE });
    return node.share(options.as ?? basename(file), shown(bytes, size, io));
  });
  if (options.json) io.out(`${JSON.stringify(File.toJSON(shared))}\n`);
  else io.out(`${shared.name} is shared; others get it by\n${shared.metahash}\n`);
}

/** The bytes, while a bar shows how many of them are through. */
async function* shown(bytes: AsyncIterable<Uint8Array>, size: number, io: Io): AsyncGenerator<Uint8Array> {
  const progress = new Progress(io);
  const begun = performance.now();
  let sent = 0;
  for await (const piece of bytes) {
    yield piece;
    sent += piece.length;
    if (size > 0 && progress.isDue()) progress.show(barOf(sent, size, (sent * 1_000) / (performance.now() - begun)));
  }
  progress.clear();
}
