import { expect, test } from 'vitest';
import { NetworkEngine, Ruling } from '../../../src/gen/peerster/v1/network.js';
import { toJudgement } from '../../../src/network/service/judgement-messages.js';
import { ms, network, stage } from './stage.js';

test.each([
  ['in virtual time, where no traffic is judged', NetworkEngine.NETWORK_ENGINE_EMULATED, false],
  ['on real sockets', NetworkEngine.NETWORK_ENGINE_LOCAL, true],
])('GetReport says of correct nodes that they are, %s', async (_name, engine, isJudged) => {
  const { networks, node } = await stage();
  await networks.createNetwork(network('line', 3, { engine }));
  await node('n1').sendMessage({ text: 'hello' });
  await networks.awaitConverged({});
  const { judgement, json } = await networks.getReport({});
  expect(judgement).toMatchObject({ ruling: Ruling.RULING_PASS, reasons: [], broken: [] });
  expect(Object.keys(judgement?.judged ?? {}).includes('R6')).toBe(isJudged);
  expect(JSON.parse(json)).toMatchObject({ judgement: { ruling: 'PASS' } });
});

test('a broken sentence comes with its node, its time and the datagrams that show it', () => {
  const evidence = [{ at: 1_400, from: 'n1', to: 'n2', says: 'Rumor', bytes: '1200' }];
  const broken = { sentence: 'G1', claim: 'ids start at 1', node: 'n1', at: 1_500, what: 'sent id 0', times: 2, evidence } as const;
  const message = toJudgement({ ruling: 'FAIL', reasons: ['G1: n1 sent id 0'], broken: [broken], judged: { G1: 3 }, machine: undefined });
  expect(message).toEqual({
    ruling: Ruling.RULING_FAIL,
    reasons: ['G1: n1 sent id 0'],
    broken: [
      {
        sentence: 'G1',
        claim: 'ids start at 1',
        node: 'n1',
        time: ms(1_500),
        what: 'sent id 0',
        times: 2,
        evidence: [{ time: ms(1_400), from: 'n1', to: 'n2', says: 'Rumor', bytes: '1200' }],
      },
    ],
    judged: { G1: 3n },
    unfit: [],
  });
});
