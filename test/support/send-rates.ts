/** How many datagrams each node sends. */
export class SendRates {
  private readonly times = new Map<number, number[]>();

  note(node: number, now: number): void {
    const known = this.times.get(node);
    if (known === undefined) this.times.set(node, [now]);
    else known.push(now);
  }

  /** The most that any node has sent within any second since `since` (ms). */
  busiestSecond(since: number): number {
    return Math.max(0, ...[...this.times.values()].map((times) => busiest(times.filter((at) => at >= since))));
  }
}

function busiest(times: readonly number[]): number {
  let [first, most] = [0, 0];
  for (const [last, at] of times.entries()) {
    while ((times[first] as number) <= at - 1_000) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
}
