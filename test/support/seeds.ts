/** 1 to `count`, or only the one that `make sim SEED=n` asks for. */
export function seeds(count: number): readonly number[] {
  const wanted = process.env['PEERSTER_SEED'];
  return wanted === undefined || wanted === '' ? Array.from({ length: count }, (_, index) => index + 1) : [Number(wanted)];
}

/** What to write where a random run fails. */
export function replay(seed: number): string {
  return `seed ${seed}; replay with: make sim SEED=${seed}`;
}
