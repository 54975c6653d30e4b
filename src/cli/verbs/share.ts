import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { File, type ShareFileRequest } from '../../gen/peerster/v1/node.js';
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
/** Bytes of one request: gRPC refuses messages above 4 MiB. */
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
  const requests = options.shared ? ofNode(file) : await ofThisMachine(file, options.as ?? basename(file), io);
  const answer = await withNode(options, ({ node }) => node.shareFile(requests));
  const shared = File.fromPartial(answer.file ?? {});
  if (options.json) io.out(`${JSON.stringify(File.toJSON(shared))}\n`);
  else io.out(`${shared.name} is shared; others get it by\n${shared.metahash}\n`);
}

async function* ofNode(path: string): AsyncGenerator<ShareFileRequest> {
  yield { content: { $case: 'path', value: path } };
}

/** Rejects where the file cannot be read, before the node is asked for anything. */
async function ofThisMachine(file: string, name: string, io: Io): Promise<AsyncIterable<ShareFileRequest>> {
  const size = file === '-' ? 0 : (await stat(file)).size;
  const bytes = file === '-' ? io.stdin : createReadStream(file, { highWaterMark: PIECE });
  return requestsOf(name, bytes, size, io);
}

async function* requestsOf(name: string, bytes: AsyncIterable<Uint8Array>, size: number, io: Io): AsyncGenerator<ShareFileRequest> {
  const progress = new Progress(io);
  const begun = performance.now();
  let sent = 0;
  yield { content: { $case: 'name', value: name } };
  for await (const piece of bytes) {
    yield { content: { $case: 'data', value: piece } };
    sent += piece.length;
    if (size > 0 && progress.isDue()) progress.show(barOf(sent, size, (sent * 1_000) / (performance.now() - begun)));
  }
  progress.clear();
}
