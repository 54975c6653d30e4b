/** A part of a node that wants to be woken. The deadline is a field of the part itself, so arming allocates nothing. */
export interface Timer {
  /** Monotonic ms; Infinity when there is nothing to wait for. */
  deadline: number;
  /** Set by `Timers.arm`: equal deadlines fire in the order in which they were armed. */
  armed: number;
  /** Called once the deadline has passed, with `deadline` already Infinity. */
  fire(now: number): void;
}

/** The few timers of one node. A list, because a node has fewer than ten. */
export class Timers {
  private readonly list: Timer[] = [];
  private sequence = 0;

  /** Makes `timer` fire at `deadline`, whatever it was armed for before. */
  arm(timer: Timer, deadline: number): void {
    if (timer.armed === 0) this.list.push(timer);
    timer.armed = ++this.sequence;
    timer.deadline = deadline;
  }

  /** The earliest deadline; Infinity if there is none. */
  next(): number {
    let earliest = Number.POSITIVE_INFINITY;
    for (let i = 0; i < this.list.length; i++) {
      const deadline = (this.list[i] as Timer).deadline;
      if (deadline < earliest) earliest = deadline;
    }
    return earliest;
  }

  /** Fires everything that is due, earliest first; what these arm for `now` or before fires too. */
  fire(now: number): void {
    for (let due = this.earliestDue(now); due !== undefined; due = this.earliestDue(now)) {
      due.deadline = Number.POSITIVE_INFINITY;
      due.fire(now);
    }
  }

  private earliestDue(now: number): Timer | undefined {
    let best: Timer | undefined;
    for (const timer of this.list) {
      if (timer.deadline > now) continue;
      if (best === undefined || timer.deadline < best.deadline || (timer.deadline === best.deadline && timer.armed < best.armed))
        best = timer;
    }
    return best;
  }
}
