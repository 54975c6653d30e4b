import type { Sentence } from './check.js';

const ADVICE = 'it says SHOULD or MAY: a node that does otherwise is no wrong node';
const DICE = "it is seen in the node's dice alone, or only together with others";
const LONG = 'it would take too long, or too much memory, to be seen';
const INSIDE = 'it is about what goes on inside the node';
const OURS = 'it tells of this program';
const FACT = 'it defines a word or states a fact';
const NAMES = 'results are saved under the name that the user gives';
const REFERENCE = 'only reference nodes, and those that know them, are expected to';
const CODEC = "the course's Go codec does otherwise, and nobody who uses it is at fault";

/** Sentences that no check judges, each with the reason. */
export const UNJUDGED: Readonly<Record<Sentence, string>> = {
  W10: 'only a client that searches would see it',
  W11: CODEC,
  W13: ADVICE,
  W16: ADVICE,
  D1: FACT,
  D2: REFERENCE,
  D5: REFERENCE,
  D6: REFERENCE,
  D7: REFERENCE,
  X1: `${OURS}; its form is judged by W5 and W6`,
  X2: ADVICE,
  X4: ADVICE,
  X5: ADVICE,
  X6: OURS,
  X7: OURS,
  X8: FACT,
  X9: OURS,
  X10: FACT,
  P4: ADVICE,
  P5: LONG,
  G8: 'L4 allows to send it again',
  G15: ADVICE,
  G17: LONG,
  L1: ADVICE,
  L2: ADVICE,
  L3: ADVICE,
  L4: ADVICE,
  L5: ADVICE,
  L6: DICE,
  L7: ADVICE,
  I1: 'it is seen in G1: rumors of the name that the node was given',
  I3: 'it is about the call of the client',
  I7: ADVICE,
  R5: LONG,
  R6: FACT,
  R7: REFERENCE,
  R8: 'there is no way in the course to remove a peer',
  R9: 'it is seen in I5 and S4',
  M5: FACT,
  M7: INSIDE,
  F9: NAMES,
  B5: NAMES,
  F5: LONG,
  F7: INSIDE,
  F8: INSIDE,
  F11: ADVICE,
  F12: OURS,
  F13: OURS,
  F14: FACT,
  F16: OURS,
  F17: OURS,
  Q8: INSIDE,
  Q9: INSIDE,
  Q10: INSIDE,
  Q11: FACT,
  Q12: OURS,
  Q13: FACT,
  Q14: OURS,
  Q15: OURS,
  Q16: OURS,
  Q17: INSIDE,
  C1: 'the node is started as the template says',
  C3: 'the node is started as the template says',
  C6: INSIDE,
  O2: 'it is broken only by lines that nobody knows beforehand',
  B2: LONG,
  ...Object.fromEntries(
    Array.from({ length: 20 }, (_, i) => [
      `E${i + 1}`,
      'it is about what the node counts; what is dropped is judged by the sentence that it names',
    ]),
  ),
};
