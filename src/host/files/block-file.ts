import { writeSync } from 'node:fs';
import { CHUNK_BYTES } from '../../core/files/blocks.js';
import { OpenFile } from './open-file.js';

/** Slots that are read and written together: 512 KiB. Each costs two visits to another thread, which smaller ones would spend their time with. */
export const PIECE_SLOTS = 64;
export const PIECE_BYTES = PIECE_SLOTS * CHUNK_BYTES;
/** Pieces kept in memory for readers, and pieces that may wait to be written. */
const CACHED = 4;
const WAITING = 4;
/** Pieces read before somebody asks for them: files are mostly read in order, and the disk takes longer than its reader. */
const AHEAD = 1;

type OnRead = (bytes: Uint8Array | undefined) => void;

interface Piece {
  readonly bytes: Buffer;
  /** Whether `bytes` hold what the file holds. */
  isLoaded: boolean;
  /** Whether the file lacks what `bytes` hold. */
  isDirty: boolean;
  readonly readers: (() => void)[];
}

/**
 * A file of slots, a block in each, written from its beginning on. Memory is a few pieces, whatever the size of the file, and they are used
 * again and again: what is read must be used in the same turn of the event loop.
 */
export class BlockFile {
  private readonly pieces = new Map<number, Piece>();
  private dirty = 0;
  /** Pieces to be written, the first of which is being written: one at a time, as the system lets only one writer into a file anyway. */
  private readonly full: number[] = [];
  private isClosed = false;
  private lastRead = -1;
  /** Memory of pieces that have gone. */
  private readonly spare: Buffer[] = [];
  private readonly file: OpenFile;

  /** `onRoom`: there is room again. `onFailure`: the file cannot be written or read. */
  constructor(
    private readonly fd: number,
    /** That are taken: a number of whole pieces. */
    private slots: number,
    private readonly onRoom: () => void,
    private readonly onFailure: (error: Error) => void,
  ) {
    this.file = new OpenFile(fd);
  }

  /** False while too much waits to be written. */
  get hasRoom(): boolean {
    return this.dirty < WAITING;
  }

  /** Puts a block into the next slot. */
  append(bytes: Uint8Array): void {
    const number = Math.floor(this.slots / PIECE_SLOTS);
    const piece = this.pieces.get(number) ?? this.begin(number);
    piece.bytes.set(bytes, (this.slots % PIECE_SLOTS) * CHUNK_BYTES);
    if (++this.slots % PIECE_SLOTS > 0) return;
    this.full.push(number);
    if (this.full.length === 1) this.write(number, piece);
  }

  /** The block in a slot if it is in memory. */
  peek(slot: number, length: number): Uint8Array | undefined {
    const number = Math.floor(slot / PIECE_SLOTS);
    const piece = this.pieces.get(number);
    if (piece === undefined || !piece.isLoaded) return undefined;
    if (number !== this.lastRead) this.moveTo(number, piece);
    const from = (slot % PIECE_SLOTS) * CHUNK_BYTES;
    return piece.bytes.subarray(from, from + length);
  }

  /** The same, read from the file if need be. Undefined if that fails. */
  load(slot: number, length: number, onRead: OnRead): void {
    const number = Math.floor(slot / PIECE_SLOTS);
    const piece = this.pieces.get(number) ?? this.read(number);
    const give = (): void => onRead(this.peek(slot, length));
    if (piece.isLoaded) give();
    else piece.readers.push(give);
  }

  /**
   * Copies what stands from byte `at` of the file on into `target`, for those who want much of it: nothing is kept in memory for others.
   * Rejects where it cannot be read.
   */
  async copy(at: number, target: Buffer): Promise<void> {
    for (let done = 0; done < target.length; ) {
      const from = at + done;
      const within = from % PIECE_BYTES;
      const part = target.subarray(done, done + PIECE_BYTES - within);
      const piece = this.pieces.get(Math.floor(from / PIECE_BYTES));
      if (piece?.isLoaded === true) piece.bytes.copy(part, 0, within);
      else await readWhole(this.file, part, from);
      done += part.length;
    }
  }

  /** Somebody reads in another piece than before. */
  private moveTo(number: number, piece: Piece): void {
    this.lastRead = number;
    this.touch(number, piece);
    const whole = Math.floor(this.slots / PIECE_SLOTS);
    for (let next = number + 1; next < Math.min(whole, number + 1 + AHEAD); next++) if (!this.pieces.has(next)) this.read(next);
  }

  /** Writes what the last piece holds so far; once it is full it is written again. */
  save(): void {
    const number = Math.floor(this.slots / PIECE_SLOTS);
    const piece = this.pieces.get(number);
    if (piece?.isDirty !== true || this.slots % PIECE_SLOTS === 0) return;
    const used = piece.bytes.subarray(0, (this.slots % PIECE_SLOTS) * CHUNK_BYTES);
    this.file.write(used, number * PIECE_BYTES, (error) => {
      if (error !== null && !this.isClosed) this.onFailure(error);
    });
  }

  /** Writes everything at once, before `close`. Throws what the system throws. */
  saveAll(): void {
    for (const [number, { bytes, isDirty }] of this.pieces) if (isDirty) writeSync(this.fd, bytes, 0, PIECE_BYTES, number * PIECE_BYTES);
  }

  /** Resolves when nothing of it is under way any more. */
  close(): Promise<void> {
    this.isClosed = true;
    return this.file.close();
  }

  private begin(number: number): Piece {
    const piece = { bytes: this.memory(), isLoaded: true, isDirty: true, readers: [] };
    this.dirty++;
    this.pieces.set(number, piece);
    return piece;
  }

  private write(number: number, piece: Piece): void {
    this.file.write(piece.bytes, number * PIECE_BYTES, (error, written) => {
      if (this.isClosed) return;
      if (error !== null || written < PIECE_BYTES) return this.onFailure(error ?? new Error('the disk is full'));
      piece.isDirty = false;
      this.dirty--;
      this.full.shift();
      this.touch(number, piece);
      const [next] = this.full;
      if (next !== undefined) this.write(next, this.pieces.get(next) as Piece);
      if (this.dirty === WAITING - 1) this.onRoom();
    });
  }

  private read(number: number): Piece {
    const piece: Piece = { bytes: this.memory(), isLoaded: false, isDirty: false, readers: [] };
    this.pieces.set(number, piece);
    this.file.read(piece.bytes, number * PIECE_BYTES, (error, bytes) => {
      if (this.isClosed) return;
      piece.isLoaded = error === null && bytes === PIECE_BYTES;
      if (!piece.isLoaded) this.pieces.delete(number);
      for (const give of piece.readers.splice(0)) give();
      if (error !== null) this.onFailure(error);
    });
    return piece;
  }

  /** Makes it the last to go, and lets the first ones go if there are too many. */
  private touch(number: number, piece: Piece): void {
    this.pieces.delete(number);
    this.pieces.set(number, piece);
    for (const [first, { isLoaded, isDirty }] of this.pieces) {
      if (this.pieces.size <= CACHED + this.dirty) return;
      if (isLoaded && !isDirty) this.free(first);
    }
  }

  /** Whoever has read from the piece in this turn must be done with it before its memory is used again. */
  private free(number: number): void {
    const { bytes } = this.pieces.get(number) as Piece;
    this.pieces.delete(number);
    setImmediate(() => this.spare.push(bytes));
  }

  private memory(): Buffer {
    return this.spare.pop() ?? Buffer.alloc(PIECE_BYTES);
  }
}

/** Fills `target` from byte `at` of a file. Rejects where it ends before. */
export function readWhole(file: OpenFile, target: Buffer, at: number): Promise<void> {
  return new Promise((resolve, reject) =>
    file.read(target, at, (error, bytes) => {
      if (error === null && bytes === target.length) resolve();
      else reject(error ?? new Error('its end is missing'));
    }),
  );
}
