import { toDuration } from '../../control/durations.js';
import { type BrokenSentence as BrokenMessage, type Judgement as Message, Ruling as ApiRuling } from '../../gen/peerster/v1/network.js';
import type { BrokenSentence, Judgement, Ruling } from '../verdict/judgement.js';

const RULINGS: Readonly<Record<Ruling, ApiRuling>> = {
  PASS: ApiRuling.RULING_PASS,
  FAIL: ApiRuling.RULING_FAIL,
  INVALID: ApiRuling.RULING_INVALID,
};

export function toJudgement({ ruling, reasons, broken, judged, machine }: Judgement): Message {
  return {
    ruling: RULINGS[ruling],
    reasons: [...reasons],
    broken: broken.map(toBroken),
    judged: Object.fromEntries(Object.entries(judged).map(([sentence, times]) => [sentence, BigInt(times)])),
    unfit: [...(machine?.unfit ?? [])],
  };
}

function toBroken({ at, evidence, ...broken }: BrokenSentence): BrokenMessage {
  return { ...broken, time: toDuration(at), evidence: evidence.map(({ at: when, ...shown }) => ({ ...shown, time: toDuration(when) })) };
}
