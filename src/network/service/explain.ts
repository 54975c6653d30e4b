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
import { type Lack, lacksOf, wantedOf } from '../explain/lacks.js';
import { hindranceInWords, lackInWords, type NameOf } from '../explain/words.js';
import type { Hosted } from './hosted.js';
import { nodeNumber } from './selection.js';

/** Of many lacks so many are told as data, and so many in words. */
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
  const { lacks, total, ofLiving } = lacksOf(hosted.engine, TOLD.data);
  const messages = toMessages(hosted, lacks);
  const rest = total > TOLD.words ? [`and ${total - TOLD.words} more`] : [];
  const text = [...messages.slice(0, TOLD.words).map(({ line }) => line), ...rest].join('\n');
  return {
    converged: ofLiving === 0,
    text: total === 0 ? 'every node holds every rumor' : text,
    lacks: messages.map(({ message }) => message),
    totalLacks: BigInt(total),
  };
}

function explainRumor(hosted: Hosted, { origin, id, node: name }: RumorAtNode): ExplainResponse {
  const { engine } = hosted;
  const node = nodeNumber(engine, name);
  if (origin === '' || id === 0) throw new PeersterError('INVALID_REQUEST', 'rumor needs an origin and an id from 1');
  const first = engine.nextId(node, origin);
  if (first > id) return { converged: true, text: `${name} holds rumor ${id} of ${origin}`, lacks: [], totalLacks: 0n };
  const published = (wantedOf(engine).get(origin) ?? 1) - 1;
  const unknown = id > published ? [`no node that is up holds rumor ${id} of ${origin}: ${origin} has published up to ${published}`] : [];
  const messages = toMessages(hosted, [{ node, origin, first, last: id }]);
  const text = [...unknown, ...messages.map(({ line }) => line)].join('\n');
  return { converged: false, text, lacks: messages.map(({ message }) => message), totalLacks: BigInt(messages.length) };
}

function toMessages({ engine, faults }: Hosted, lacks: readonly Lack[]): { line: string; message: LackMessage }[] {
  const nameOf: NameOf = (node) => engine.names[node] as string;
  const hindrances = new Hindrances(engine, (from, to) => faults.on(from, to));
  return lacks.map((lack) => {
    const found = hindrances.of(lack);
    const holders = hindrances.holders(lack);
    const message: LackMessage = {
      node: nameOf(lack.node),
      origin: lack.origin,
      first: lack.first,
      last: lack.last,
      holders: holders.slice(0, HOLDERS).map(nameOf),
      totalHolders: holders.length,
      hindrances: found.map((hindrance) => toHindrance(hindrance, nameOf)),
    };
    return { line: `${lackInWords(lack, nameOf)}: ${message.hindrances.map(({ text }) => text).join('; ')}`, message };
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
