import type { FileControl } from '../../control/node-control.js';
import { PeersterError } from '../../core/errors.js';
import type { Assembly, FileHost } from '../../core/files/file-host.js';
import type { Files, SharedFile } from '../../core/files/files.js';
import type { OwnFile } from '../../core/files/catalogue.js';
import { BlockStore } from './block-store.js';
import { piecesOf } from './chunks.js';
import { type Folders, within } from './folders.js';
import { type Home, openUnnamed } from './home.js';
import { saveFile } from './save.js';
import { sha256 } from './sha256.js';
import { indexBytes, indexFile } from './share.js';

/** Runs an input of a node's files as one step of the node; nothing happens once the node is closing. */
export type Input = <T>(act: (files: Files) => T) => T;

/** Bytes of one piece for a reader. */
const READ_BYTES = 65_536;

/** The disk of a node: the store of its blocks, and the folders of its user. A nameless store is opened when it is first needed. */
export class Disk implements FileHost, FileControl {
  readonly sha256 = sha256;
  private storeInUse: BlockStore | undefined;
  private isClosed = false;

  /** `input` throws CLOSED once the node is closing, and WRONG_STATE while it stands still; `answer` waits until it goes on. */
  constructor(
    private readonly folders: Folders,
    /** Of what the data folder holds, where there is one. */
    home: Home | undefined,
    private readonly input: Input,
    private readonly answer: (act: (files: Files) => void) => void,
  ) {
    if (home !== undefined) this.storeInUse = this.openStore(home);
  }

  get hasRoom(): boolean {
    return this.store.hasRoom;
  }

  lengthOf(hash: string): number {
    return this.store.lengthOf(hash);
  }

  keep(hash: string, bytes: Uint8Array): void {
    this.store.keep(hash, bytes);
  }

  read(id: number, hash: string): Uint8Array | undefined {
    return this.store.read(hash, (bytes) => this.later((files) => files.onRead(id, bytes)));
  }

  assemble({ id, metahash, name }: Assembly): void {
    saveFile(this.store, metahash, name, this.folders.downloads).then(
      (size) => this.later((files) => files.onAssembled(id, size)),
      (error: PeersterError) => this.later((files) => files.onAssembled(id, error)),
    );
  }

  async share(path: string): Promise<OwnFile> {
    const file = within(this.folders.shared, path);
    return this.offer(await indexFile(this.store, file, path));
  }

  async shareBytes(name: string, pieces: AsyncIterable<Uint8Array>): Promise<OwnFile> {
    return this.offer(await indexBytes(this.store, name, pieces));
  }

  content(metahash: string): AsyncIterable<Uint8Array> {
    const file = this.input((files) => files.find(metahash));
    if (file === undefined) throw new PeersterError('UNKNOWN_FILE', 'the node has no file of this metahash: download it first');
    if (!file.isComplete) throw new PeersterError('WRONG_STATE', `${file.chunkCount - file.chunksHad} chunks of ${file.name} are missing`);
    return piecesOf(this.store, metahash, () => Buffer.allocUnsafe(READ_BYTES));
  }

  close(): void {
    this.isClosed = true;
    void this.storeInUse?.close();
  }

  private offer(file: SharedFile): OwnFile {
    return this.input((files) => files.share(file));
  }

  private get store(): BlockStore {
    this.storeInUse ??= this.openStore(openUnnamed());
    return this.storeInUse;
  }

  private openStore(home: Home): BlockStore {
    const onRoom = (): void => this.later((files) => files.onRoom());
    const onFailure = ({ message }: Error): void => this.later((files) => files.onFailure(`the store of chunks fails: ${message}`));
    return new BlockStore({ onRoom, onFailure }, home);
  }

  private later(act: (files: Files) => void): void {
    if (!this.isClosed) this.answer(act);
  }
}
