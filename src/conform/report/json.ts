import { VERSION } from '../../version.js';
import type { Verdict } from '../judging/verdict.js';
import { inWords } from './evidence.js';
import { counts } from './table.js';

/** The verdicts with their evidence, and what produced them, as JSON. Datagrams are hex and words. */
export function toJson(command: readonly string[], verdicts: readonly Verdict[]): string {
  const sentences = verdicts.map(({ evidence, ...verdict }) =>
    evidence === undefined ? verdict : { ...verdict, evidence: plain(evidence) },
  );
  return `${JSON.stringify({ version: VERSION, command, counts: counts(verdicts), sentences }, undefined, 2)}\n`;
}

function plain({ expected, bytes, seen, entries }: NonNullable<Verdict['evidence']>): unknown {
  const told = entries.map(({ at, what, peer, bytes, text }) =>
    what === 'sent' || what === 'got'
      ? { at: Math.round(at), what, peer, hex: Buffer.from(bytes).toString('hex'), words: inWords(bytes) }
      : { at: Math.round(at), what, text },
  );
  const example = bytes === undefined ? {} : { hex: Buffer.from(bytes).toString('hex'), words: inWords(bytes) };
  return { expected, ...example, seen, entries: told };
}
