/** The sentences of docs/protocol.md that traffic can show to be broken, each as it is judged here. */
export const SENTENCES = {
  W2: 'exactly one message in a datagram',
  W5: 'fields are written in ascending order',
  W12: 'a datagram is well-formed',
  W17: 'a datagram has at most 65,507 bytes',
  X9: 'a Status speaks of a list or of a range',
  G1: 'own ids start at 1 and have no gaps',
  G2: 'a vector names only what is held, from 1 up to the next id',
  G3: 'a rumor whose id is the next of its origin is stored, and sent to one other peer',
  G5: 'a rumor is answered with a Status to its sender',
  G10: 'a peer that lacks something is sent the first that it lacks',
  G13: 'the coin of a rumor is flipped once for each acknowledgement',
  G14: 'a Status without progress is not answered by a Status',
  A1: 'a Status is sent in each period of anti-entropy',
  I1: 'names have 1 to 255 bytes',
  I6: 'the text of an origin and id does not change',
  R6: 'a rumor is passed on only after it has come',
  M2: 'each node that sends a packet on takes 1 off its hop limit, from 10',
  M3: 'a packet with hop limit 0 is not sent on',
  M6: 'a packet is not sent on by the node that it is for',
  Q3: 'a search request is sent on with less budget than it came with',
} as const;

export type Sentence = keyof typeof SENTENCES;
