import { beforeAll, describe, test } from 'vitest';
import type { Sentence } from '../../src/conform/check.js';
import { type RunOptions, run } from '../../src/conform/judging/run.js';
import type { Verdict } from '../../src/conform/judging/verdict.js';
import { Patience } from '../../src/conform/profile.js';
import { evidenceLines } from '../../src/conform/report/evidence.js';
import { Template } from '../../src/network/templates/template.js';
import { GO_MUTANTS } from '../foreign/mutants.js';
import { PROGRAM } from '../support/build.js';
import { buildGoNode, lacks } from './tools.js';

const ORDER = [
  '-UIPort={ui}',
  '-msg={text}',
  '-dest={dest}',
  '-file={file}',
  '-request={request}',
  '-keywords={keywords}',
  '-budget={budget}',
];
const NODE = ['-UIPort={ui}', '-gossipAddr={gossip}', '-name={name}', '-peers={peers}'];
const HOLES = ['ui', 'gossip', 'name', 'peers', 'text', 'dest', 'file', 'request', 'keywords', 'budget'];
/** Quick nodes need not be waited for; anti-entropy comes rarely enough that what it sends is not taken for an answer. */
const PROFILE = { ack: 400, antiEntropy: 600 };

type Options = Partial<RunOptions> & { readonly soon?: number };

function judge(node: readonly string[], client: readonly string[], options: Options = {}): Promise<readonly Verdict[]> {
  const [nodes, clients] = [Template.parse([...node, ...NODE], HOLES), Template.parse([...client, ...ORDER], HOLES)];
  const troupe = { node: nodes, client: clients, folder: undefined, patience: new Patience(PROFILE, options.soon) };
  return run(troupe, { only: undefined, jobs: 6, attempts: 3, ...options });
}

/** What is broken, with its evidence. */
function broken(verdicts: readonly Verdict[]): readonly string[] {
  return verdicts.flatMap(({ sentence, evidence }) => (evidence === undefined ? [] : [[sentence, ...evidenceLines(evidence)].join('\n')]));
}

/** Sentences that this many checks and habits have judged. */
function kept(verdicts: readonly Verdict[]): number {
  return verdicts.filter(({ state }) => state === 'kept').length;
}

test.concurrent('a node of this program keeps every sentence that is judged', async ({ expect }) => {
  const times = [`-set=ackTimeout=${PROFILE.ack}`, `-antiEntropy=${PROFILE.antiEntropy / 1_000}`];
  const verdicts = await judge([process.execPath, PROGRAM, 'node', ...times], [process.execPath, PROGRAM, 'client', '-strict']);
  expect(broken(verdicts)).toEqual([]);
  expect(kept(verdicts)).toBeGreaterThan(70);
});

describe.skipIf(lacks('go', 'version')).concurrent('a node in Go', () => {
  let folder = '';
  beforeAll(() => {
    folder = buildGoNode();
  });

  function judgeGo(mutant: string, options?: Options): Promise<readonly Verdict[]> {
    const times = [`-ackTimeout=${PROFILE.ack / 1_000}`, `-antiEntropy=${PROFILE.antiEntropy / 1_000}`, `-mutant=${mutant}`];
    return judge([`${folder}/Peerster`, ...times], [`${folder}/client`], options);
  }

  test('that is right is not convicted of anything', async ({ expect }) => {
    const verdicts = await judgeGo('');
    expect(broken(verdicts)).toEqual([]);
    expect(kept(verdicts)).toBeGreaterThan(70);
  });

  describe('with a fault', () => {
    test.for(Object.entries(GO_MUTANTS))('%s is convicted of %s', async ([mutant, sentence], { expect }) => {
      const only = new Set<Sentence>([sentence]);
      const verdicts = await judgeGo(mutant, { only, jobs: 2, attempts: 1, excuses: false, soon: 1_000 });
      expect(verdicts.map(({ sentence, state, note }) => [sentence, state, note])).toEqual([[sentence, 'broken', '']]);
    });
  });
});
