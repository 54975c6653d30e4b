/** Nodes by their names, with ranges: `n1 to n5, n9`. */
export function listNames(names: readonly string[], nodes: readonly number[]): string {
  const runs: number[][] = [];
  for (const node of nodes) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1) === node - 1) run.push(node);
    else runs.push([node]);
  }
  return runs
    .map((run) => (run.length === 1 ? names[run[0] as number] : `${names[run[0] as number]} to ${names[run.at(-1) as number]}`))
    .join(', ');
}
