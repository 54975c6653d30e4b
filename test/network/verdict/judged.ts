import { settings } from '../../../src/core/settings.js';
import { Reading } from '../../../src/network/sight/reading.js';
import type { Finding } from '../../../src/network/verdict/court.js';
import { Judge } from '../../../src/network/verdict/judge.js';
import type { Terms } from '../../../src/network/verdict/scene.js';
import type { MemoryNetwork } from '../../support/memory-network.js';

/** ms between two looks at what is overdue. */
const BEAT = 50;

/** Lays a judge's ear to every link of a network in virtual time. To be called before any node is there. */
export function judged(network: MemoryNetwork, nameOf: (node: number) => string, terms: Partial<Terms> = {}): Judge {
  const judge = new Judge({ mongers: true, nameOf, termsOf: () => ({ ...settings({}), gossips: true, ...terms }) });
  const reading = new Reading((name) => /^n\d+$/.test(name));
  reading.add(judge);
  const [send, attach] = [network.send.bind(network), network.attach.bind(network)];
  network.send = (bytes, from, to) => {
    reading.left(network.now, from.index, to.index, bytes);
    send(bytes, from, to);
  };
  network.attach = (at, receiver) =>
    attach(at, (bytes, from) => {
      reading.arrived(network.now, from.index, at.index, bytes, bytes);
      receiver(bytes, from);
    });
  const beat = () => {
    judge.passed(network.now);
    network.agenda.put(network.now + BEAT, beat);
  };
  beat();
  return judge;
}

/** Findings as a line each, for the message of a test that fails. */
export function inLines(findings: readonly Finding[]): string[] {
  return findings.map(({ sentence, node, at, what, times }) => `${sentence}: n${node} ${what} (at ${Math.round(at)} ms, ${times} times)`);
}
