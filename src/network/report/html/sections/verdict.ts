import { escape, figure } from '../../charts/markup.js';
import { SENTENCES, type Sentence } from '../../../verdict/sentences.js';
import type { BrokenSentence } from '../../../verdict/judgement.js';
import { type Row, type Section, table } from '../page.js';
import type { Presented } from '../presented.js';

/** The sentences of the protocol to which the nodes were held, and who broke them. */
export function sentences({ runs }: Presented): Section | undefined {
  const judgements = runs.map(({ judgement }) => judgement);
  const names = [...new Set(judgements.flatMap(({ judged }) => Object.keys(judged) as Sentence[]))].sort();
  if (names.length === 0) return undefined;
  const rows = names.map((name): Row => {
    const times = judgements.reduce((sum, { judged }) => sum + (judged[name] ?? 0), 0);
    const who = [
      ...new Set(judgements.flatMap(({ broken }) => broken.filter(({ sentence }) => sentence === name).map(({ node }) => node))),
    ];
    return { cells: [name, SENTENCES[name], figure(times), who.length === 0 ? 'nobody' : who.join(', ')] };
  });
  const broken = judgements.flatMap((judgement) => judgement.broken).slice(0, MOST_SHOWN);
  const content = table(['sentence', 'claim', 'times kept', 'broken by'], rows) + broken.map(evidence).join('');
  return { heading: 'Sentences of the protocol', content, words: 'As the traffic of all runs shows them.' };
}

/** How the machine was, in the first run. */
export function machine({ runs }: Presented): Section | undefined {
  const of = runs[0].judgement.machine;
  if (of === undefined) return undefined;
  const lost = of.drops.relay + Object.values(of.drops.nodes).reduce((sum, each) => sum + each, 0);
  const rows: (readonly [string, string])[] = [
    ['processors', String(of.cores)],
    ['stood still for at most', `${figure(of.late.most)} ms`],
    ['work took, of its best, in nine of ten measurements', `${of.slowdown.p90.toFixed(1)} times as long`],
    ['somebody waited for a processor', share(of.pressure)],
    ['taken by other machines', share(of.stolen)],
    ['datagrams lost in full buffers', figure(lost)],
  ];
  const words = of.unfit.length === 0 ? 'It was fit to hold nodes to their times.' : `It was not fit: ${of.unfit.map(escape).join('; ')}.`;
  return {
    heading: 'Machine',
    content: table(
      ['', ''],
      rows.map((cells): Row => ({ cells })),
    ),
    words,
  };
}

const MOST_SHOWN = 10;

function evidence({ sentence, node, what, evidence: shown }: BrokenSentence): string {
  const rows = shown.map(({ at, from, to, says }): Row => ({ cells: [`${(at / 1_000).toFixed(3)} s`, `${from} → ${to}`, says] }));
  return `<h3>${escape(`${sentence}: ${node} ${what}`)}</h3>${table(['time', 'link', 'datagram'], rows)}`;
}

function share(value: number | undefined): string {
  return value === undefined ? 'not known' : `${figure(value * 100)} %`;
}
