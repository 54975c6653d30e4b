import { setTimeout as sleep } from 'node:timers/promises';
import { answer } from '../harness/answer.js';
import { publish } from './messages.js';
import { allHold, datagramsOut, openNetwork } from './network.js';

interface InSyncFacts {
  readonly topology: string;
  readonly extensions: number;
  readonly seconds: number;
}

/** For the last coins to fall after the last message. */
const TAIL_MS = 3_000;

answer({
  /** Datagrams per second and node once everybody has everything and nobody publishes. */
  async run({ topology, extensions, seconds }: InSyncFacts) {
    const nodes = await openNetwork({ nodes: 10, topology, extensions, seed: 5 });
    const whole = allHold(nodes, 100, 30_000);
    publish(nodes, 0, 100);
    if (!(await whole)) throw new Error('100 messages did not reach all nodes within 30 s');
    await sleep(TAIL_MS);
    const before = nodes.map((node) => datagramsOut([node]));
    await sleep(seconds * 1_000);
    const rates = nodes.map((node, index) => (datagramsOut([node]) - (before[index] as number)) / seconds);
    return { mean: rates.reduce((sum, rate) => sum + rate) / rates.length, busiest: Math.max(...rates) };
  },
});
