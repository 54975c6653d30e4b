/** Demers et al. 1987, "Epidemic algorithms for replicated database maintenance", table 2: blind coin, 1,000 sites. */
export const DEMERS = [
  { k: 1, residue: 0.96, traffic: 0.04 },
  { k: 2, residue: 0.2, traffic: 1.6 },
  { k: 3, residue: 0.06, traffic: 2.8 },
  { k: 4, residue: 0.021, traffic: 3.9 },
  { k: 5, residue: 0.008, traffic: 4.9 },
] as const;

/** What the mean over many runs at k = 2 must be, Statuses not counted: the exact process, and half the width of what is accepted. */
export const COURSE = { residue: 0.204, residueError: 0.006, traffic: 1.59, trafficError: 0.03 } as const;

/** A site goes on with this chance after each copy that it has sent. */
export function coinOf(k: number): number {
  return 1 - 1 / k;
}
