import { describe, expect, it } from 'vitest';
import { fromHex } from '../../../src/core/hash.js';
import { Ability, dataReply, dataRequest, LISTED, rumor, status } from '../../../src/core/packet.js';
import { bytesOf, nativeSha256 } from '../../support/bytes.js';
import { peers, Stage } from '../stage.js';
import { FileStage, serve } from './file-stage.js';

const CHUNK = 8_192;

describe('a node that is asked for blocks', () => {
  it('lives on without any files, answers nothing and counts the request', () => {
    const [ann, bob] = peers(2);
    const stage = new Stage({ name: 'Me', peers: [ann, bob] as never });
    stage.receive(bob as never, rumor('Bob', 1, 'hello')).takeSent();
    stage.receive(bob as never, dataRequest('Bob', 'Me', 5, nativeSha256(bytesOf(1))));
    stage.receive(bob as never, dataReply('Bob', 'Me', 5, nativeSha256(bytesOf(1)), bytesOf(1)));
    expect(stage.takeEvents('dropped').map(({ reason }) => reason)).toEqual(['not-held', 'unasked']);
    expect(stage.takeSent()).toEqual([]);
  });

  it('does not pass on what has no hops left, and takes one off of the rest', () => {
    const [ann, bob] = peers(2);
    const stage = new Stage({ name: 'Me', peers: [ann, bob] as never });
    stage.receive(bob as never, rumor('Bob', 1, 'hello')).takeSent();
    for (const hops of [0, 1]) {
      stage.receive(ann as never, dataRequest('Ann', 'Bob', hops, nativeSha256(bytesOf(1))));
      stage.receive(ann as never, dataReply('Ann', 'Bob', hops, nativeSha256(bytesOf(1)), bytesOf(1)));
    }
    expect(stage.takeEvents('dropped').map(({ reason }) => reason)).toEqual(['hop-limit', 'hop-limit']);
    expect(stage.takeSent().map(({ packet, to }) => [packet, to === bob])).toEqual([
      [dataRequest('Ann', 'Bob', 0, nativeSha256(bytesOf(1))), true],
      [dataReply('Ann', 'Bob', 0, nativeSha256(bytesOf(1)), bytesOf(1)), true],
    ]);
  });

  it('answers with the block, whole, and with ten hops', () => {
    const stage = new FileStage();
    const metahash = fromHex(stage.share('film', bytesOf(CHUNK + 1))) as Uint8Array;
    const last = bytesOf(CHUNK + 1).subarray(CHUNK);
    expect([stage.request(metahash), stage.request(nativeSha256(last))]).toEqual([undefined, undefined]);
    const [metafile, chunk] = stage.takeReplies();
    expect(metafile?.data).toHaveLength(64);
    expect(chunk).toEqual(dataReply('Me', 'Bob', 10, nativeSha256(last), last));
  });

  it('says nothing to a request for what it does not have, or for what is no hash', () => {
    const stage = new FileStage();
    stage.share('film', bytesOf(1));
    expect(stage.request(nativeSha256(bytesOf(5)))).toBe('not-held');
    for (const length of [0, 3, 31, 33]) expect(stage.request(bytesOf(length))).toBe('bad-hash');
    expect(stage.takeReplies()).toEqual([]);
  });

  it('answers block by block a request for several, up to 32, but for those that it does not have', () => {
    const stage = new FileStage();
    stage.share('film', bytesOf(40 * CHUNK));
    const hashes = Array.from({ length: 40 }, (_, at) => nativeSha256(bytesOf(40 * CHUNK).subarray(at * CHUNK, (at + 1) * CHUNK)));
    const [first, second] = hashes as [Uint8Array, Uint8Array];
    expect(stage.receive(dataRequest('Bob', 'Me', 5, first, [nativeSha256(bytesOf(5)), second]))).toBe('not-held');
    expect(stage.takeReplies().map(({ hashValue }) => hashValue)).toEqual([first, second]);
    expect(stage.receive(dataRequest('Bob', 'Me', 5, first, hashes.slice(1)))).toBeUndefined();
    expect(stage.takeReplies()).toHaveLength(32);
  });

  it('passes on a request for several blocks as it is where the next node reads it, and block by block where it does not', () => {
    const [ann, bob] = peers(2);
    const hashes = [1, 2, 3].map((byte) => new Uint8Array(32).fill(byte)) as [Uint8Array, Uint8Array, Uint8Array];
    const passedOn = (abilities: number) => {
      const stage = new Stage({ name: 'Me', peers: [ann, bob] as never, settings: { extensions: 1 } });
      stage.receive(bob as never, rumor('Bob', 1, 'hello'), status([], LISTED, abilities)).takeSent();
      stage.receive(ann as never, dataRequest('Ann', 'Bob', 5, hashes[0], hashes.slice(1)));
      return stage.takeSent().map(({ packet }) => packet);
    };
    expect(passedOn(Ability.bundles)).toEqual([dataRequest('Ann', 'Bob', 4, hashes[0], hashes.slice(1))]);
    expect(passedOn(0)).toEqual(hashes.map((hash) => dataRequest('Ann', 'Bob', 4, hash)));
  });

  it('gives a neighbour so many blocks a second and no more', () => {
    const stage = new FileStage({ dataRate: 100 });
    stage.share('film', bytesOf(1));
    const answered = (tries: number) =>
      Array.from({ length: tries }, () => stage.request(nativeSha256(bytesOf(1)))).filter((fault) => fault === undefined);
    expect(answered(50)).toHaveLength(10);
    expect(stage.request(nativeSha256(bytesOf(1)))).toBe('busy');
    stage.wait(50);
    expect(answered(50)).toHaveLength(5);
  });

  it('gives on what it has got of an unfinished download, and tells which chunks those are', () => {
    const [bob, stage, third] = [new FileStage(), new FileStage(), new FileStage()];
    const metahash = bob.share('film', bytesOf(4 * CHUNK));
    stage.files.download(metahash, 'copy', ['Bob']);
    const [asked] = stage.takeRequests();
    bob.request(asked?.hashValue as Uint8Array);
    stage.reply(asked?.hashValue as Uint8Array, bob.takeReplies()[0]?.data as Uint8Array);
    const second = bytesOf(4 * CHUNK).subarray(CHUNK, 2 * CHUNK);
    stage.takeRequests();
    stage.reply(nativeSha256(second), second);
    const [own] = [...stage.files.own];
    expect([own?.name, own?.chunkMap, own?.mapCount, own?.isComplete]).toEqual(['copy', [2], 4, false]);
    third.files.download(metahash, 'film', ['Holder']);
    serve(third, stage);
    expect(third.files.find(metahash)?.chunkMap).toEqual([2]);
  });

  it('tells of a file above 2 MiB by its parts', () => {
    const stage = new FileStage();
    const metahash = stage.share('film', bytesOf(5 * 1_048_576));
    expect(stage.files.find(metahash)).toMatchObject({ isTree: true, chunkMap: [1, 2, 3], mapCount: 3 });
  });
});
