import type { FileControl } from '../../control/node-control.js';
import { PeersterError } from '../../core/errors.js';
import type { OwnFile } from '../../core/files/catalogue.js';
import type { Files } from '../../core/files/files.js';
import { joined, type MemoryFiles } from './memory-files.js';

/** Bytes of one piece of a file that is read. */
const PIECE = 65_536;

/** The files of a node in virtual time, whose disk is in memory. `act`: one step of the node. */
export class VirtualFiles implements FileControl {
  constructor(
    private readonly disk: () => MemoryFiles,
    private readonly act: <T>(act: (files: Files) => T) => T,
  ) {}

  async share(): Promise<never> {
    throw new PeersterError('UNSUPPORTED', 'a node in virtual time has no folder: send it the bytes of the file');
  }

  async shareBytes(name: string, pieces: AsyncIterable<Uint8Array>): Promise<OwnFile> {
    const all: Uint8Array[] = [];
    for await (const piece of pieces) all.push(piece);
    return this.act((files) => files.share(this.disk().index(name, joined(all))));
  }

  content(metahash: string): AsyncIterable<Uint8Array> {
    const file = this.act((files) => files.find(metahash));
    if (file === undefined) throw new PeersterError('UNKNOWN_FILE', 'the node has no file of this metahash: download it first');
    if (!file.isComplete) throw new PeersterError('WRONG_STATE', `${file.chunkCount - file.chunksHad} chunks of ${file.name} are missing`);
    return inPieces(this.disk().bytesOf(metahash));
  }
}

async function* inPieces(bytes: Uint8Array | undefined): AsyncGenerator<Uint8Array> {
  if (bytes === undefined) throw new PeersterError('DISK_FAILED', 'blocks of the file are missing');
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
}
