import type { Waypoint } from './mobility-spec.js';

/** Where somebody on a path is, asked in the order of time. Positions are made with the four operations: the same on every machine. */
export class Walk {
  x = 0;
  y = 0;
  /** The waypoint that lies ahead. */
  private next = 0;

  constructor(private readonly waypoints: readonly Waypoint[]) {}

  goTo(time: number): void {
    const { waypoints } = this;
    while (this.next < waypoints.length && (waypoints[this.next] as Waypoint).at <= time) this.next++;
    const ahead = waypoints[Math.min(this.next, waypoints.length - 1)] as Waypoint;
    const behind = waypoints[Math.max(0, this.next - 1)] as Waypoint;
    const share = ahead === behind ? 0 : (time - behind.at) / (ahead.at - behind.at);
    this.x = behind.x + (ahead.x - behind.x) * share;
    this.y = behind.y + (ahead.y - behind.y) * share;
  }
}
