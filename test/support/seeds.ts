/** 1 to `count`, or to what `make sim-long` asks for, or only the one that `make sim SEED=n` asks for. */
export function seeds(count: number): readonly number[] {
  const wanted = process.env['PEERSTER_SEED'] ?? '';
  if (wanted !== '') return [Number(wanted)];
  return Array.from({ length: Number(process.env['PEERSTER_SEEDS'] || count) }, (_, index) => index + 1);
}

/** What to write where a random run fails. */
export function replay(seed: number): string {
  return `seed ${seed}; replay with: make sim SEED=${seed}`;
}
