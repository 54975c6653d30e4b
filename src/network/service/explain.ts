import { toDuration } from '../../control/durations.js';
import { PeersterError } from '../../core/errors.js';
import {
  type ExplainResponse,
  type Hindrance as HindranceMessage,
  HindranceKind,
  type Lack as LackMessage,
  type RumorAtNode,
} from '../../gen/peerster/v1/network.js';
import { type Hindrance, Hindrances } from '../explain/hindrances.js';
import { type Lack, lacksOf, lastHeld } from '../explain/lacks.js';
import { few, hindranceInWords, type NameOf, rumorsInWords } from '../explain/words.js';
import type { Hosted } from './hosted.js';
import { nodeNumber } from './selection.js';

/** Of many lacks so many are told as data, and so many lines in words. */
const TOLD = { data: 100, words: 20 };
/** Names of holders told for each. */
const HOLDERS = 10;

const KINDS: Readonly<Record<Hindrance['kind'], HindranceKind>> = {
  'node-down': HindranceKind.HINDRANCE_KIND_NODE_DOWN,
  'node-paused': HindranceKind.HINDRANCE_KIND_NODE_PAUSED,
  'no-holder': HindranceKind.HINDRANCE_KIND_NO_HOLDER,
  'no-way': HindranceKind.HINDRANCE_KIND_NO_WAY,
  cut: HindranceKind.HINDRANCE_KIND_CUT,
  lossy: HindranceKind.HINDRANCE_KIND_LOSSY,
  waiting: HindranceKind.HINDRANCE_KIND_WAITING,
  'on-its-way': HindranceKind.HINDRANCE_KIND_ON_ITS_WAY,
};

/** Why a rumor is not at a node, or why the network has not converged. Throws UNKNOWN_NODE and INVALID_REQUEST. */
export function explain(hosted: Hosted, rumor: RumorAtNode | undefined): ExplainResponse {
  return rumor === undefined ? explainNetwork(hosted) : explainRumor(hosted, rumor);
}

function explainNetwork(hosted: Hosted): ExplainResponse {
  const { lacks, total, ofLiving } = lacksOf(hosted.engine, hosted.network.texts, TOLD.data);
  const messages = toMessages(hosted, lacks);
  return {
    converged: ofLiving === 0,
    text: total === 0 ? 'every node holds every rumor' : inWords(messages, total),
    lacks: messages,
    totalLacks: BigInt(total),
  };
}

function explainRumor(hosted: Hosted, { origin, id, node: name }: RumorAtNode): ExplainResponse {
  const { engine } = hosted;
  const node = nodeNumber(engine, name);
  if (origin === '' || id === 0) throw new PeersterError('INVALID_REQUEST', 'rumor needs an origin and an id from 1');
  const first = engine.nextId(node, origin);
  if (first > id) return { converged: true, text: `${name} holds rumor ${id} of ${origin}`, lacks: [], totalLacks: 0n };
  const known = lastHeld(engine, origin);
  const unknown = `no living node holds rumor ${id} of ${origin}: ${known === 0 ? 'they hold none' : `they hold up to ${known}`}`;
  const messages = toMessages(hosted, [{ node, origin, first, last: id }]);
  return { converged: false, text: id > known ? unknown : inWords(messages, 1), lacks: messages, totalLacks: 1n };
}

/** A line for each lack; nodes that lack the same for the same reasons share one. */
function inWords(messages: readonly LackMessage[], total: number): string {
  const nodesByLine = new Map<string, string[]>();
  for (const { node, origin, first, last, hindrances } of messages) {
    const line = `${rumorsInWords(origin, first, last)}: ${hindrances.map(({ text }) => text).join('; ')}`;
    nodesByLine.set(line, [...(nodesByLine.get(line) ?? []), node]);
  }
  const lines = [...nodesByLine].map(([line, nodes]) => `${few(nodes)} ${nodes.length === 1 ? 'lacks' : 'lack'} ${line}`);
  const untold = total - messages.length;
  const rest = [...(lines.length > TOLD.words ? ['and so on'] : []), ...(untold > 0 ? [`and ${untold} more lacks`] : [])];
  return [...lines.slice(0, TOLD.words), ...rest].join('\n');
}

function toMessages({ engine, faults }: Hosted, lacks: readonly Lack[]): LackMessage[] {
  const nameOf: NameOf = (node) => engine.names[node] as string;
  const hindrances = new Hindrances(engine, (from, to) => faults.on(from, to));
  return lacks.map((lack) => {
    const holders = hindrances.holders(lack);
    return {
      node: nameOf(lack.node),
      origin: lack.origin,
      first: lack.first,
      last: lack.last,
      holders: holders.slice(0, HOLDERS).map(nameOf),
      totalHolders: holders.length,
      hindrances: hindrances.of(lack).map((hindrance) => toHindrance(hindrance, nameOf)),
    };
  });
}

function toHindrance(hindrance: Hindrance, nameOf: NameOf): HindranceMessage {
  const { kind } = hindrance;
  const due = kind === 'waiting' ? hindrance.due : undefined;
  return {
    kind: KINDS[kind],
    text: hindranceInWords(hindrance, nameOf),
    link: 'from' in hindrance ? { a: nameOf(hindrance.from), b: nameOf(hindrance.to) } : undefined,
    fault: ('faults' in hindrance ? hindrance.faults[0] : undefined) ?? '',
    loss: kind === 'lossy' ? hindrance.share : 0,
    nextAntiEntropy: due === undefined ? undefined : toDuration(due),
  };
}
