import { describe, expect, it } from 'vitest';
import { fromHex } from '../../../src/core/hash.js';
import { bytesOf, nativeSha256 } from '../../support/bytes.js';
import { refusalOf } from '../../support/refusal.js';
import { FileStage, serve } from './file-stage.js';

const CHUNK = 8_192;
const MiB = 1_048_576;

const bytesOfHash = (hash: string): Uint8Array => fromHex(hash) as Uint8Array;

/** A stage that has begun to get a file of `bytes` from Bob, and Bob. */
function begun(bytes: Uint8Array, from: readonly string[] = ['Bob'], stage = new FileStage()) {
  const bob = new FileStage();
  const metahash = bob.share('film', bytes);
  return { stage, bob, metahash, download: stage.files.download(metahash, 'copy', from) };
}

describe('a download', () => {
  it.each([1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * MiB, 2 * MiB + 1, 5 * MiB])('of %i bytes brings every byte', (size) => {
    const { stage, bob, download } = begun(bytesOf(size));
    serve(stage, bob);
    expect([download.state, download.error, download.file?.size]).toEqual(['done', undefined, size]);
    expect(Buffer.compare(stage.disk.results.get('copy') as Uint8Array, bytesOf(size))).toBe(0);
  });

  it('asks for its metafile first, then for sixteen chunks at once', () => {
    const { stage, bob, metahash } = begun(bytesOf(100 * CHUNK));
    const [first, ...others] = stage.takeRequests();
    expect([first?.destination, first?.hopLimit, others]).toEqual(['Bob', 10, []]);
    expect(first?.hashValue).toEqual(bytesOfHash(metahash));
    bob.request(bytesOfHash(metahash));
    stage.reply(bytesOfHash(metahash), bob.takeReplies()[0]?.data as Uint8Array);
    expect(stage.takeRequests()).toHaveLength(17); // what came made the window one wider
  });

  it('asks together for what it may ask for at a time, in requests that fit every link', () => {
    const { stage, bob, metahash } = begun(bytesOf(300 * CHUNK), ['Bob'], new FileStage({ dataWindow: 100 }));
    serve(stage, bob);
    expect(stage.together.slice(0, 3)).toEqual([1, 1, 18]); // a tree block, a metafile, and a window that both made wider
    expect(Math.max(...stage.together)).toBeLessThanOrEqual(32);
    expect(stage.files.find(metahash)?.isComplete).toBe(true);
  });

  it('takes a reply only if its hash is the one asked for', () => {
    const { stage, metahash, download } = begun(bytesOf(1));
    stage.takeRequests();
    expect(stage.reply(bytesOfHash(metahash), bytesOf(32))).toBe('bad-data');
    expect(stage.reply(nativeSha256(bytesOf(5)), bytesOf(5))).toBe('unasked');
    expect([stage.disk.lengthOf(metahash), download.chunkCount]).toEqual([-1, undefined]);
  });

  it('takes no block that is larger than a chunk', () => {
    const stage = new FileStage();
    const large = nativeSha256(bytesOf(CHUNK + 32));
    stage.files.download(Buffer.from(large).toString('hex'), 'copy', ['Bob']);
    expect(stage.reply(large, bytesOf(CHUNK + 32))).toBe('bad-data');
  });

  it('changes nothing by a last reply that comes twice', () => {
    const { stage, bob, download } = begun(bytesOf(2 * CHUNK));
    serve(stage, bob);
    expect(stage.takeEvents('reconstructed')).toHaveLength(1);
    const last = bytesOf(2 * CHUNK).subarray(CHUNK);
    expect(stage.reply(nativeSha256(last), last)).toBe('unasked');
    expect([download.state, stage.takeEvents('reconstructed')]).toEqual(['done', []]);
  });

  it.each([
    ['an empty metafile', new Uint8Array(0), 'its metafile is empty'],
    ['a metafile that is not made of hashes', bytesOf(33), 'its metafile has 33 bytes'],
    ['a tree that claims more than a file may have', tree(1, 2 ** 40), 'it claims 1099511627776 bytes'],
    ['a tree that names fewer metafiles than its size needs', tree(1, 5 * MiB), 'does not fit its size'],
    ['a tree of a file that needs none', tree(1, 5), 'does not fit its size'],
  ])('of %s ends with a reason', (_, metafile, why) => {
    const stage = new FileStage();
    const hash = nativeSha256(metafile);
    const download = stage.files.download(Buffer.from(hash).toString('hex'), 'copy', ['Bob']);
    expect(stage.reply(hash, metafile)).toBeUndefined();
    expect([download.state, download.error?.code]).toEqual(['failed', 'CORRUPT_FILE']);
    expect(download.error?.message).toContain(why);
  });

  it('asks again ever later, tells of it once, and gives up after a minute without anything new', () => {
    const { stage, download } = begun(bytesOf(1));
    const asked: number[] = [];
    for (; download.state === 'running' && stage.now < 100_000; stage.wait(10)) if (stage.takeRequests().length > 0) asked.push(stage.now);
    expect(asked.slice(0, 3)).toEqual([0, 500, 1_500]);
    expect(asked.every((at, index) => index === 0 || at - (asked[index - 1] as number) <= 5_010)).toBe(true);
    expect(stage.now).toBe(60_000);
    expect(download.error).toMatchObject({ code: 'SOURCES_SILENT', message: expect.stringContaining('Bob does not answer') });
    expect(stage.takeEvents('downloading')).toEqual([
      { kind: 'downloading', file: 'copy', metahash: download.order.metahash, chunk: 0, from: 'Bob' },
    ]);
  });

  it('tries a missing route again until it gives up', () => {
    const stage = new FileStage();
    stage.unreachable.add('Bob');
    const { bob, download } = begun(bytesOf(1), ['Bob'], stage);
    stage.wait(30_000);
    expect([download.state, stage.takeRequests()]).toEqual(['running', []]);
    stage.unreachable.clear();
    stage.wait(250);
    serve(stage, bob);
    expect(download.state).toBe('done');
  });

  it('turns to another source where one is silent, and asks the silent one for nothing more', () => {
    const { stage, bob, download } = begun(bytesOf(200 * CHUNK), ['Nobody', 'Bob']);
    let inVain = 0;
    const waiting: Uint8Array[] = [];
    while (!download.isOver && stage.now < 60_000) {
      for (const { destination, hashValue } of stage.takeRequests())
        if (destination === 'Bob') waiting.push(hashValue);
        else inVain++;
      for (const hashValue of waiting.splice(0, 4)) {
        bob.request(hashValue);
        stage.reply(hashValue, bob.takeReplies()[0]?.data as Uint8Array);
      }
      stage.wait(100);
    }
    expect(download.state).toBe('done');
    expect(inVain).toBeLessThan(40);
  });

  it('asks a source for several blocks together, once a quarter of the window is free', () => {
    const { stage, bob, metahash } = begun(bytesOf(40 * CHUNK));
    const answer = (hashValue: Uint8Array): number => {
      bob.request(hashValue);
      stage.reply(hashValue, bob.takeReplies()[0]?.data as Uint8Array);
      return stage.takeRequests().length;
    };
    stage.takeRequests();
    answer(bytesOfHash(metahash));
    const hashes = Array.from({ length: 12 }, (_, at) => nativeSha256(bytesOf(40 * CHUNK).subarray(at * CHUNK, (at + 1) * CHUNK)));
    expect(hashes.map(answer)).toEqual([0, 0, 6, 0, 0, 6, 0, 0, 0, 8, 0, 0]); // each answer makes the window one wider
  });

  it('asks each node only for chunks that a search found there', () => {
    const stage = new FileStage();
    stage.holders = [
      { node: 'Odd', chunks: [1, 3] },
      { node: 'Even', chunks: [2, 4] },
    ];
    const { bob, metahash } = begun(bytesOf(4 * CHUNK), [], stage);
    stage.takeRequests();
    bob.request(bytesOfHash(metahash));
    stage.reply(bytesOfHash(metahash), bob.takeReplies()[0]?.data as Uint8Array, 'Odd');
    const of = (node: string) =>
      stage
        .takeEvents('downloading')
        .filter(({ from, chunk }) => from === node && chunk > 0)
        .map(({ chunk }) => chunk);
    const asked = stage.takeRequests();
    expect(asked.map(({ destination }) => destination).sort()).toEqual(['Even', 'Even', 'Odd', 'Odd']);
    expect(of('Odd')).toEqual([1, 3]);
  });

  it('goes on from the chunks that an earlier one has got', () => {
    const { stage, bob, metahash, download } = begun(bytesOf(40 * CHUNK));
    const asked = [...stage.takeRequests()];
    for (let answers = 0; answers < 20; answers++) {
      const { hashValue } = asked[answers] as { hashValue: Uint8Array };
      bob.request(hashValue);
      stage.reply(hashValue, bob.takeReplies()[0]?.data as Uint8Array);
      asked.push(...stage.takeRequests());
    }
    const had = download.file?.chunksHad as number;
    expect(had).toBeGreaterThan(10);
    expect(stage.files.cancel(metahash)).toBe(true);
    expect(download.error?.code).toBe('DOWNLOAD_CANCELLED');
    stage.takeRequests();
    const again = stage.files.download(metahash, 'copy', ['Bob']);
    stage.settle();
    expect(again.file?.chunksHad).toBe(had);
    serve(stage, bob);
    expect(again.state).toBe('done');
  });

  it('of a name that leads elsewhere is saved under its base name; names that are none are refused', () => {
    const stage = new FileStage();
    expect(stage.files.download('ab'.repeat(32), '../../etc/passwd', ['Bob']).order.name).toBe('passwd');
    expect(stage.files.download('cd'.repeat(32), String.raw`..\..\boot.ini`, ['Bob']).order.name).toBe('boot.ini');
    for (const name of ['', '..', '../', 'a/..', 'a\0b', 'x'.repeat(256)])
      expect(refusalOf(() => stage.files.download('ef'.repeat(32), name, ['Bob']))).toMatchObject({ code: 'INVALID_FILE' });
  });

  it('needs a hash of 64 hex digits and somebody to ask', () => {
    const stage = new FileStage();
    for (const hash of ['', 'xyz', 'zz'.repeat(32), `${'ab'.repeat(32)}00`])
      expect(refusalOf(() => stage.files.download(hash, 'copy', ['Bob']))).toMatchObject({ code: 'INVALID_REQUEST' });
    expect(refusalOf(() => stage.files.download('ab'.repeat(32), 'copy', []))).toMatchObject({ code: 'NO_SOURCE' });
    expect(refusalOf(() => stage.files.download('ab'.repeat(32), 'copy', ['Me']))).toMatchObject({ code: 'NO_SOURCE' });
  });
});

/** A tree block with one hash. */
function tree(level: number, size: number): Uint8Array {
  const bytes = Buffer.alloc(48);
  bytes.set([0x50, 0x65, 0x65, 0x72, 1, level]);
  bytes.writeBigUInt64BE(BigInt(size), 8);
  return bytes;
}
