import type { FileControl } from '../../control/node-control.js';
import { PeersterError } from '../../core/errors.js';
import type { OwnFile } from '../../core/files/catalogue.js';
import { baseName } from '../../core/files/names.js';
import type { Node } from '../../core/node.js';
import { joined, type MemoryFiles } from './memory-files.js';

/** Bytes of one piece for a reader. */
const READ_BYTES = 65_536;

type Act = <T>(command: (node: Node) => T) => T;

/** The files of a node in virtual time: its disk is memory, and it has no folders. */
export class VirtualFiles implements FileControl {
  /** `disk`: that of the node, from when it first has to do with files. */
  constructor(
    private readonly act: Act,
    private readonly disk: () => MemoryFiles | undefined,
  ) {}

  async share(path: string): Promise<OwnFile> {
    throw new PeersterError(
      'UNSUPPORTED',
      `a node in virtual time has no folder in which "${path}" could be: send it a name and the bytes`,
    );
  }

  async shareBytes(name: string, pieces: AsyncIterable<Uint8Array>): Promise<OwnFile> {
    const base = baseName(name);
    const all: Uint8Array[] = [];
    for await (const piece of pieces) all.push(piece);
    return this.act(({ files }) => files.share((this.disk() as MemoryFiles).index(base, joined(all))));
  }

  content(metahash: string): AsyncIterable<Uint8Array> {
    const file = this.act(({ files }) => files.find(metahash));
    if (file === undefined) throw new PeersterError('UNKNOWN_FILE', 'the node has no file of this metahash: download it first');
    const bytes = file.isComplete ? this.disk()?.bytesOf(metahash) : undefined;
    if (bytes === undefined)
      throw new PeersterError('WRONG_STATE', `${file.chunkCount - file.chunksHad} chunks of ${file.name} are missing`);
    return inPieces(bytes);
  }
}

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += READ_BYTES) yield bytes.subarray(at, at + READ_BYTES);
}
