import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DataReply, type DataRequest, dataReply, dataRequest, rumor } from '../../core/packet.js';
import { Broken, type Check, NotJudged, type Sentence, Untimely } from '../check.js';
import { nextOf, type Stage } from '../stage/stage.js';
import type { Peer } from '../stage/peer.js';
import { CutFile, isSame } from './file.js';
import { printed } from './printed.js';

/** Not a multiple of 8,192 bytes, and one. */
const ODD = 20_000;
const EVEN = 16_384;
/** Ms between two looks, and within which nothing more comes. */
const PAUSE = 150;

const serving: Check = {
  claims: {
    F1: 'cuts a file into chunks of 8,192 bytes',
    F2: 'joins the hashes of the chunks to the metafile, whose hash names the file',
    F3: 'answers a DataRequest with the block that has that hash, with hop limit 9',
    F6: 'ends a file of a multiple of 8,192 bytes with its last full chunk',
    F15: 'does not answer a request for what it does not hold',
  },
  async play(stage) {
    const ann = stage.peer(0);
    await stage.told(ann, rumor('Ann', 1, 'the way to Ann'), (told) => nextOf(told, 'Ann') === 2);
    const [odd, even] = [CutFile.of(ODD), CutFile.of(EVEN)];
    await share(stage, 'odd.bin', odd);
    const metafile = await asked(stage, ann, odd, odd.metahash, 'F2');
    const right = dataReply(stage.name, 'Ann', 9, odd.metahash, odd.metafile);
    if (metafile.hopLimit !== 9) throw new Broken('F3', ['hop limit 9', right], `hop limit ${metafile.hopLimit}`);
    stage.keeps('F2');
    for (const hash of odd.hashes) await asked(stage, ann, odd, hash, 'F1');
    stage.keeps('F1', 'F3');
    const mark = ann.got.length;
    ann.send(dataRequest('Ann', stage.name, 9, new Uint8Array(32).fill(7)));
    await share(stage, 'even.bin', even);
    await asked(stage, ann, even, even.metahash, 'F6');
    stage.keeps('F6');
    const empty = ann.packets(mark).find((packet) => packet.kind === 'dataReply' && packet.hashValue[0] === 7);
    if (empty !== undefined) throw new Broken('F15', 'no answer to a request for a hash that nothing has');
  },
};

/** Puts a file where nodes share from and lets the client share it. */
export async function share(stage: Stage, name: string, file: CutFile): Promise<void> {
  await mkdir(join(stage.parts.folder, '_SharedFiles'), { recursive: true });
  await writeFile(join(stage.parts.folder, '_SharedFiles', name), file.bytes);
  await stage.client({ file: name });
}

/** Asks until the reply comes: a node may still be cutting the file. The reply's data must have the hash that was asked for. */
async function asked(stage: Stage, ann: Peer, file: CutFile, hash: Uint8Array, sentence: Sentence): Promise<DataReply> {
  const mark = ann.got.length;
  const right = dataReply(stage.name, 'Ann', 9, hash, file.block(hash) as Uint8Array);
  const end = performance.now() + stage.patience.soon;
  while (performance.now() < end) {
    ann.send(dataRequest('Ann', stage.name, 9, hash));
    const reply = await stage.until(() => replies(ann, mark).find(({ hashValue }) => isSame(hashValue, hash)), 2 * PAUSE);
    if (reply === undefined) continue;
    if (!isSame(new CutFile(reply.data).hashes[0] ?? new Uint8Array(0), hash))
      throw new Broken('F3', ['data with the hash that was asked for', right]);
    return reply;
  }
  throw new Untimely(sentence, ['the block with that hash', right], stage.patience.soon, 'no DataReply');
}

function replies(peer: Peer, from: number): readonly DataReply[] {
  return peer.packets(from).filter((packet) => packet.kind === 'dataReply');
}

/** Every request is answered twice, first with other data; the last block comes twice. */
const downloading: Check = {
  claims: {
    F4: 'takes a DataReply only if its data has the hash that was asked for',
    F10: 'asks the source that was named',
    O14: 'prints what it downloads and from whom',
    O15: 'prints that a file is complete',
    B4: 'goes on after a last reply that comes twice',
  },
  async play(stage) {
    const ann = stage.peer(0);
    await stage.told(ann, rumor('Ann', 1, 'the way to Ann'), (told) => nextOf(told, 'Ann') === 2);
    for (const [name, file] of [
      ['odd.bin', CutFile.of(ODD)],
      ['even.bin', CutFile.of(EVEN)],
    ] as const)
      await download(stage, ann, name, file);
    stage.keeps('F4', 'F10');
    await stage.told(ann, rumor('Bob', 1, 'still there?'), (told) => nextOf(told, 'Bob') === 2);
    stage.keeps('B4');
    await printed(stage, 'O14', 'DOWNLOADING metafile of odd.bin from Ann');
    await printed(stage, 'O14', 'DOWNLOADING odd.bin chunk 1 from Ann');
    await printed(stage, 'O14', 'DOWNLOADING odd.bin chunk 3 from Ann');
    await printed(stage, 'O15', 'RECONSTRUCTED file odd.bin');
  },
};

async function download(stage: Stage, ann: Peer, name: string, file: CutFile): Promise<void> {
  ann.answer = (packet) => packet.kind === 'dataRequest' && answer(ann, packet, file);
  const mark = ann.got.length;
  const isStrange = () => requested(ann, mark).some(({ hashValue }) => file.block(hashValue) === undefined);
  await stage.client({ file: name, request: file.name, dest: 'Ann' });
  const isAsked = () => requested(ann, mark).length > 0;
  await stage.expect('F10', 'a DataRequest to the neighbour that leads to Ann', isAsked, stage.patience.soon);
  const result = await complete(stage, join(stage.parts.folder, '_Downloads', name), file.bytes.length, isStrange);
  if (isStrange())
    throw new Broken('F4', 'requests for the hashes of the metafile', 'a hash out of a metafile that is not the one asked for');
  if (result === undefined) throw new NotJudged('the download did not come to its end');
  if (!isSame(result, file.bytes)) throw new Broken('F4', 'the file as it is shared', 'another one, made of data with another hash');
}

function answer(ann: Peer, { origin, destination, hashValue }: DataRequest, file: CutFile): void {
  const data = file.block(hashValue);
  if (data === undefined) return;
  const wrong = data.map((byte, i) => (i === 0 ? byte ^ 1 : byte));
  for (const each of [wrong, data, data]) ann.send(dataReply(destination, origin, 9, hashValue, each));
}

function requested(peer: Peer, from: number): readonly DataRequest[] {
  return peer.packets(from).filter((packet) => packet.kind === 'dataRequest');
}

/** The finished file; undefined if there is none in time. Repeats are after 5 s in the course. */
async function complete(stage: Stage, path: string, length: number, isHopeless: () => boolean): Promise<Uint8Array | undefined> {
  const end = performance.now() + REPEATS;
  while (performance.now() < end && !isHopeless()) {
    const bytes = await readFile(path).catch(() => undefined);
    if (bytes?.length === length) return bytes;
    await stage.pass(PAUSE / 3);
  }
  return undefined;
}

/** Ms for a download of three blocks, of which one request or the other may have to be repeated. */
const REPEATS = 8_000;

export const FILES_CHECKS: readonly Check[] = [downloading, serving];
