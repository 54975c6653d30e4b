import { rumor, type SearchReply, type SearchRequest, searchReply, searchRequest, searchResult } from '../../core/packet.js';
import { explain } from '../../wire/explain.js';
import { Broken, type Check, NotJudged, Untimely } from '../check.js';
import { nextOf, type Stage } from '../stage/stage.js';
import type { Peer } from '../stage/peer.js';
import { CutFile } from './file.js';
import { share } from './files.js';
import { printed } from './printed.js';

/** Ms in which what was sent at the same time as something that has come comes too. */
const SETTLING = 150;
/** Ms in which a request is a duplicate, and in which it is none any more. */
const COPY = 500;
const AFRESH = COPY + 200;

const answering: Check = {
  claims: {
    Q1: 'matches keywords anywhere in a name, case-sensitive, with * for anything',
    Q2: 'answers with name, metahash, chunk map from 1 and number of chunks, and forwards the request all the same',
    Q3: 'takes 1 off the budget and splits the rest as evenly as possible over its other neighbours',
    Q6: 'drops a request that is the same within 0.5 s',
    W7: 'writes chunk maps packed',
  },
  async play(stage) {
    const [ann, b, c] = [stage.peer(0), stage.peer(1), stage.peer(2)];
    await stage.told(ann, rumor('Ann', 1, 'the way to Ann'), (told) => nextOf(told, 'Ann') === 2);
    const file = CutFile.of(20_000);
    await share(stage, 'reading-list.txt', file);
    const reply = await found(stage, ann, file);
    packed(ann);
    stage.keeps('W7');
    judgeResult(reply, file, rightReply(stage, file));
    await shared(stage, [b, c], [2, 2]);
    stage.keeps('Q2', 'Q3');
    await copies(stage, ann, b);
    stage.keeps('Q6');
    await patterns(stage, ann);
  },
};

/** Asks, with keywords that are new each time, until the node has the file. */
async function found(stage: Stage, ann: Peer, file: CutFile): Promise<SearchReply> {
  ann.send(searchRequest('Ann', 5, ['list']));
  const first = await stage.until(() => searchReplies(ann)[0], AFRESH);
  if (first !== undefined) return first;
  ann.send(searchRequest('Ann', 5, ['list']));
  const expected = ['a SearchReply that tells of the file', rightReply(stage, file)] as const;
  return stage.expect('Q2', expected, () => searchReplies(ann)[0], stage.patience.soon);
}

function rightReply(stage: Stage, { metahash }: CutFile): SearchReply {
  return searchReply(stage.name, 'Ann', 9, [searchResult('reading-list.txt', metahash, [1, 2, 3], 3)]);
}

function judgeResult({ destination, hopLimit, results }: SearchReply, file: CutFile, right: SearchReply): void {
  const [result] = results;
  const map = result?.chunkMap.join(',');
  if (destination !== 'Ann' || hopLimit !== 9)
    throw new Broken('Q2', ['destination Ann and hop limit 9', right], `${destination}, ${hopLimit}`);
  if (result?.fileName !== 'reading-list.txt')
    throw new Broken('Q2', ['the name reading-list.txt', right], result?.fileName ?? 'no result');
  if (Buffer.compare(result.metafileHash, file.metahash) !== 0) throw new Broken('Q2', ['the metahash of the file', right]);
  if (map !== '1,2,3' || result.chunkCount !== 3)
    throw new Broken('Q2', ['chunks 1,2,3 of 3', right], `chunks ${map} of ${result.chunkCount}`);
}

/** The chunk map of a result is one field of bytes. */
function packed(ann: Peer): void {
  const reply = ann.got.find(({ packet }) => packet?.kind === 'searchReply');
  if (reply === undefined) return;
  const message = explain(reply.bytes, 'course').fields[0]?.value;
  const results = message !== undefined && 'message' in message ? message.fields.filter(({ name }) => name === 'results') : [];
  for (const { value } of results) {
    const maps = 'message' in value ? value.fields.filter(({ name }) => name === 'chunk_map') : [];
    if (maps.length !== 1 || maps[0]?.wireType !== 'bytes')
      throw new Broken('W7', 'chunk_map in one packed piece', `${maps.length} pieces`);
  }
}

/** Waits for the shares of the first round at some neighbours, in whatever order. */
async function shared(stage: Stage, peers: readonly Peer[], wanted: readonly number[]): Promise<void> {
  const shares = () => peers.flatMap((peer) => requests(peer).slice(0, 1)).map(({ budget }) => budget);
  await stage.until(() => shares().length === wanted.length, stage.patience.soon);
  const got = shares()
    .toSorted((one, other) => one - other)
    .join(', ');
  if (got === '') throw new NotJudged('the node does not search');
  if (got !== wanted.join(', '))
    throw new Untimely('Q3', `budgets ${wanted.join(', ')} at ${wanted.length} neighbours`, stage.patience.soon, got);
}

async function copies(stage: Stage, ann: Peer, other: Peer): Promise<void> {
  const of = () => requests(other).filter(({ keywords }) => keywords[0] === 'twice').length;
  for (let i = 0; i < 2; i++) ann.send(searchRequest('Ann', 5, ['twice']));
  await stage.expect('Q2', 'that the request is forwarded', () => of() > 0, stage.patience.soon);
  await stage.pass(SETTLING);
  if (of() > 1) throw new Untimely('Q6', 'that a copy of a request is dropped', COPY, `${of()} forwarded`);
}

async function patterns(stage: Stage, ann: Peer): Promise<void> {
  const mark = ann.got.length;
  ann.send(searchRequest('Ann', 2, ['LIST']));
  ann.send(searchRequest('Ann', 2, ['read*list']));
  const hits = () => searchReplies(ann, mark).length;
  await stage.expect('Q1', 'an answer to read*list', () => hits() > 0, stage.patience.soon);
  await stage.pass(SETTLING);
  if (hits() > 1) throw new Broken('Q1', 'no answer to LIST');
}

const seeking: Check = {
  claims: {
    Q3: 'starts with its own step: of a budget of 5 its neighbours get 4',
    Q5: 'counts a pair of file and node as a full match where that node has every chunk',
    Q7: 'prints a file once for each node that has it, and the end of the search once',
    O16: 'prints what it finds',
    O17: 'prints that the search is finished',
  },
  async play(stage) {
    const peers = [stage.peer(0), stage.peer(1), stage.peer(2)];
    await stage.client({ keywords: 'list', budget: '5' });
    await shared(stage, peers, [1, 1, 2]);
    stage.keeps('Q3');
    await findings(stage);
  },
};

async function findings(stage: Stage): Promise<void> {
  const [ann, bob, cat] = [stage.peer(0), stage.peer(1), stage.peer(2)];
  const [whole, part] = [CutFile.of(20_000), CutFile.of(16_384)];
  const tells = (from: Peer, name: string, map: readonly number[], file = whole, count = 3) =>
    from.send(searchReply(name, stage.name, 9, [searchResult('reading-list.txt', file.metahash, map, count)]));
  tells(ann, 'Ann', [1, 2, 3]);
  tells(cat, 'Cat', [1], part, 2);
  tells(ann, 'Ann', [1, 2, 3]);
  await printed(stage, 'O16', `FOUND match reading-list.txt at Ann metafile=${whole.name} chunks=1,2,3`);
  await stage.pass(SETTLING);
  const finished = () => stage.lines().filter((line) => line.trimEnd() === 'SEARCH FINISHED').length;
  if (finished() > 0) throw new Broken('Q5', 'that a search with one full match goes on');
  tells(bob, 'Bob', [1, 2, 3]);
  await printed(stage, 'O17', 'SEARCH FINISHED');
  stage.keeps('Q5');
  tells(bob, 'Bob', [1, 2, 3]);
  await stage.pass(SETTLING);
  const told = stage.lines().filter((line) => line.startsWith('FOUND match reading-list.txt at Ann')).length;
  if (told > 1 || finished() > 1) throw new Broken('Q7', 'each find once, and the end once', `${told} times, ${finished()} times`);
}

const ring: Check = {
  claims: { Q4: 'begins with a budget of 2 where none is given, and repeats with twice as much' },
  wish: { configured: 1 },
  async play(stage) {
    const only = stage.peer(0);
    await stage.client({ keywords: 'list' });
    const budgets = () => requests(only).map(({ budget }) => budget);
    if ((await stage.until(() => budgets().length > 0, stage.patience.soon)) === undefined) throw new NotJudged('the node does not search');
    await stage.until(() => budgets().length > 2, 2 * stage.patience.soon);
    if (budgets().slice(0, 3).join(', ') !== '1, 3, 7')
      throw new Untimely('Q4', 'budgets 1, 3, 7 at the only neighbour', 1_000, budgets().join(', '));
  },
};

function requests(peer: Peer): readonly SearchRequest[] {
  return peer.packets().filter((packet) => packet.kind === 'searchRequest');
}

function searchReplies(peer: Peer, from = 0): readonly SearchReply[] {
  return peer.packets(from).filter((packet) => packet.kind === 'searchReply');
}

export const SEARCH_CHECKS: readonly Check[] = [ring, answering, seeking];
